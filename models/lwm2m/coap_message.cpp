#include "models/lwm2m/coap_message.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::lwm2m {

namespace {

constexpr unsigned kCoapVersion = 1;
constexpr std::size_t kHeader = 4;
constexpr std::size_t kMaxToken = 8;
constexpr std::uint8_t kPayloadMarker = 0xFF;

// A delta or length up to 12 stands in its nibble, up to 268 in one more byte, else in two.
// [RFC 7252 3.1]
constexpr std::uint32_t kOneByte = 13;
constexpr std::uint32_t kTwoBytes = 14;
constexpr std::uint32_t kOneByteBase = 13;
constexpr std::uint32_t kTwoBytesBase = 269;

std::uint32_t nibble_of(std::uint32_t value) {
    if (value < kOneByteBase) return value;
    return value < kTwoBytesBase ? kOneByte : kTwoBytes;
}

void put_extension(std::vector<std::uint8_t>& out, std::uint32_t value) {
    if (value < kOneByteBase) return;
    if (value < kTwoBytesBase) {
        out.push_back(static_cast<std::uint8_t>(value - kOneByteBase));
        return;
    }
    out.push_back(static_cast<std::uint8_t>((value - kTwoBytesBase) >> 8U));
    out.push_back(static_cast<std::uint8_t>(value - kTwoBytesBase));
}

/// Takes bytes from the front of a message.
class CoapReader {
 public:
    explicit CoapReader(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

    bool is_at_end() const { return rest_.empty(); }
    std::span<const std::uint8_t> rest() const { return rest_; }

    std::optional<std::uint8_t> byte() {
        if (rest_.empty()) return std::nullopt;
        const std::uint8_t first = rest_[0];
        rest_ = rest_.subspan(1);
        return first;
    }

    std::optional<std::vector<std::uint8_t>> bytes(std::size_t count) {
        if (rest_.size() < count) return std::nullopt;
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return std::vector<std::uint8_t>(taken.begin(), taken.end());
    }

    /// The delta or length whose nibble is given.
    std::optional<std::uint32_t> extended(std::uint32_t nibble) {
        if (nibble < kOneByte) return nibble;
        const auto high = byte();
        if (!high || nibble > kTwoBytes) return std::nullopt;
        if (nibble == kOneByte) return *high + kOneByteBase;
        const auto low = byte();
        if (!low) return std::nullopt;
        return (static_cast<std::uint32_t>(*high) << 8U) + *low + kTwoBytesBase;
    }

 private:
    std::span<const std::uint8_t> rest_;
};

bool read_options(CoapReader& in, CoapMessage& message) {
    std::uint32_t number = 0;
    while (const auto head = in.byte()) {
        if (*head == kPayloadMarker) {
            message.payload.assign(in.rest().begin(), in.rest().end());
            return !message.payload.empty();
        }
        const auto delta = in.extended(*head >> 4U);
        const auto length = delta ? in.extended(*head & 0x0FU) : std::nullopt;
        auto value = length ? in.bytes(*length) : std::nullopt;
        if (!value) return false;
        number += *delta;
        if (number > UINT16_MAX) return false;
        message.options.push_back({static_cast<std::uint16_t>(number), std::move(*value)});
    }
    return true;
}

}  // namespace

std::string text_of(CoapCode code) {
    const auto byte = static_cast<unsigned>(code);
    return fmt::format("{}.{:02}", byte >> 5U, byte & 0x1FU);
}

CoapMessage& CoapMessage::add(CoapOptionNumber number, std::string_view text) {
    options.push_back({static_cast<std::uint16_t>(number), {text.begin(), text.end()}});
    return *this;
}

// Numbers go without leading zero bytes; 0 is empty.  [RFC 7252 3.2]
CoapMessage& CoapMessage::add(CoapOptionNumber number, std::uint32_t value) {
    std::vector<std::uint8_t> bytes;
    for (; value != 0; value >>= 8U) bytes.insert(bytes.begin(), static_cast<std::uint8_t>(value));
    options.push_back({static_cast<std::uint16_t>(number), std::move(bytes)});
    return *this;
}

CoapMessage& CoapMessage::add_path(CoapOptionNumber number, std::string_view path) {
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        if (slash > 0) add(number, path.substr(0, slash));
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return *this;
}

std::vector<std::string> CoapMessage::texts(CoapOptionNumber number) const {
    std::vector<std::string> found;
    for (const CoapOption& option : options) {
        if (option.number != static_cast<std::uint16_t>(number)) continue;
        found.emplace_back(option.value.begin(), option.value.end());
    }
    return found;
}

std::optional<std::uint32_t> CoapMessage::number(CoapOptionNumber number) const {
    const auto option =
        std::ranges::find(options, static_cast<std::uint16_t>(number), &CoapOption::number);
    if (option == options.end() || option->value.size() > sizeof(std::uint32_t)) {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    for (const std::uint8_t byte : option->value) value = value << 8U | byte;
    return value;
}

std::string CoapMessage::path(CoapOptionNumber number) const {
    std::string joined;
    for (const std::string& segment : texts(number)) joined += "/" + segment;
    return joined;
}

CoapMessage answer_to(const CoapMessage& request, CoapCode code) {
    CoapMessage answer;
    answer.type = CoapType::Acknowledgement;
    answer.code = code;
    answer.id = request.id;
    answer.token = request.token;
    return answer;
}

std::vector<std::uint8_t> encode(const CoapMessage& message) {
    const std::size_t token = std::min(message.token.size(), kMaxToken);
    std::vector<std::uint8_t> out;
    out.push_back(static_cast<std::uint8_t>(kCoapVersion << 6U |
                                            static_cast<unsigned>(message.type) << 4U | token));
    out.push_back(static_cast<std::uint8_t>(message.code));
    out.push_back(static_cast<std::uint8_t>(message.id >> 8U));
    out.push_back(static_cast<std::uint8_t>(message.id));
    out.insert(out.end(), message.token.begin(),
               message.token.begin() + static_cast<std::ptrdiff_t>(token));

    std::vector<CoapOption> options = message.options;
    std::ranges::stable_sort(options, {}, &CoapOption::number);
    std::uint16_t before = 0;
    for (const CoapOption& option : options) {
        const std::uint32_t delta = static_cast<std::uint32_t>(option.number) - before;
        const auto length = static_cast<std::uint32_t>(option.value.size());
        out.push_back(static_cast<std::uint8_t>(nibble_of(delta) << 4U | nibble_of(length)));
        put_extension(out, delta);
        put_extension(out, length);
        out.insert(out.end(), option.value.begin(), option.value.end());
        before = option.number;
    }
    if (message.payload.empty()) return out;
    out.push_back(kPayloadMarker);
    out.insert(out.end(), message.payload.begin(), message.payload.end());
    return out;
}

std::optional<CoapMessage> decode_coap(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < kHeader || bytes[0] >> 6U != kCoapVersion) return std::nullopt;
    CoapMessage message;
    message.type = static_cast<CoapType>(bytes[0] >> 4U & 0x03U);
    message.code = static_cast<CoapCode>(bytes[1]);
    message.id = static_cast<std::uint16_t>(bytes[2] << 8U | bytes[3]);
    const std::size_t token = bytes[0] & 0x0FU;
    if (token > kMaxToken) return std::nullopt;
    CoapReader in(bytes.subspan(kHeader));
    auto taken = in.bytes(token);
    if (!taken) return std::nullopt;
    message.token = std::move(*taken);
    if (!read_options(in, message)) return std::nullopt;
    const bool is_empty = message.code == CoapCode::Empty;
    if (is_empty && bytes.size() != kHeader) return std::nullopt;  // [RFC 7252 4.1]
    return message;
}

}  // namespace sara::lwm2m
