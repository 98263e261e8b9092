#include "models/sms/pdu.hpp"

#include "models/sms/gsm7.hpp"

#include <algorithm>

namespace sara::sms {

namespace {

constexpr std::size_t kTimeOctets = 7;

void append(Buffer& to, Bytes bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

/// Takes octets off the front; remembers when there were too few.
class Reader {
 public:
    explicit Reader(Bytes bytes) : rest_(bytes) {}

    Bytes take(std::size_t count) {
        if (count > rest_.size()) {
            is_good_ = false;
            count = 0;
        }
        const Bytes taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }
    Buffer take_buffer(std::size_t count) {
        const Bytes taken = take(count);
        return {taken.begin(), taken.end()};
    }
    std::uint8_t octet() {
        const Bytes taken = take(1);
        return taken.empty() ? std::uint8_t{0} : taken.front();
    }
    Address address() {
        const std::size_t digits = octet();
        const int type = octet();
        return decode_address(type, take((digits + 1) / 2), digits);
    }
    UserData user_data(std::uint8_t coding) {
        UserData data{.coding = coding, .length = octet(), .octets = {}};
        const bool is_packed = data.is_default_alphabet();
        data.octets = take_buffer(is_packed ? (7 * data.length + 7) / 8 : data.length);
        return data;
    }

    std::size_t left() const { return rest_.size(); }
    bool is_good() const { return is_good_; }

 private:
    Bytes rest_;
    bool is_good_ = true;
};

/// Octets of a validity period by its format.  [TS 23.040 9.2.3.3]
std::size_t validity_octets(std::uint8_t first_octet) {
    const int format = first_octet & kValidityMask;
    if (format == 0) return 0;
    return format == kRelativeValidity ? 1 : kTimeOctets;
}

void read_submit(Tpdu& tpdu, Reader& reader) {
    tpdu.reference = reader.octet();
    tpdu.peer = reader.address();
    tpdu.protocol = reader.octet();
    const std::uint8_t coding = reader.octet();
    tpdu.validity = reader.take_buffer(validity_octets(tpdu.first_octet));
    tpdu.user = reader.user_data(coding);
}

void read_deliver(Tpdu& tpdu, Reader& reader) {
    tpdu.peer = reader.address();
    tpdu.protocol = reader.octet();
    const std::uint8_t coding = reader.octet();
    tpdu.time = reader.take_buffer(kTimeOctets);
    tpdu.user = reader.user_data(coding);
}

void read_status_report(Tpdu& tpdu, Reader& reader) {
    tpdu.reference = reader.octet();
    tpdu.peer = reader.address();
    tpdu.time = reader.take_buffer(kTimeOctets);
    tpdu.discharge = reader.take_buffer(kTimeOctets);
    tpdu.status = reader.octet();
    reader.take(reader.left());  // parameters nobody asks for
}

void append_user_data(Buffer& bytes, const UserData& user) {
    bytes.push_back(static_cast<std::uint8_t>(user.length));
    append(bytes, user.octets);
}

}  // namespace

bool UserData::is_default_alphabet() const {
    const bool is_general = (coding & 0xC0U) == 0 && (coding & 0x0CU) == 0;
    const bool is_class = (coding & 0xF4U) == 0xF0U;
    const bool is_waiting = (coding & 0xF0U) == 0xC0U || (coding & 0xF0U) == 0xD0U;
    return is_general || is_class || is_waiting;
}

std::optional<UserData> encode_text(std::string_view text, std::uint8_t coding) {
    UserData data{.coding = coding, .length = 0, .octets = {}};
    if (data.is_default_alphabet()) {
        const Buffer septets = to_septets(text);
        data.length = septets.size();
        data.octets = pack(septets);
    } else {
        const auto octets = from_hex_text(text);
        if (!octets) return std::nullopt;
        data.length = octets->size();
        data.octets = *octets;
    }
    if (data.octets.size() > kMaxUserOctets) return std::nullopt;
    return data;
}

std::string decode_text(const UserData& data, bool has_header) {
    if (!data.is_default_alphabet()) return to_hex_text(data.octets);
    const std::size_t header = has_header && !data.octets.empty() ? data.octets[0] + 1U : 0U;
    const std::size_t header_septets = (8 * header + 6) / 7;
    if (header_septets > data.length) return {};
    return to_ira(unpack(data.octets, data.length - header_septets, 7 * header_septets));
}

Buffer encode(const Tpdu& tpdu) {
    Buffer bytes{tpdu.first_octet};
    const bool is_submit = tpdu.direction == Direction::FromModule;
    if (is_submit || tpdu.is_status_report()) bytes.push_back(tpdu.reference);
    append(bytes, encode_address(tpdu.peer));
    if (tpdu.is_status_report()) {
        append(bytes, tpdu.time);
        append(bytes, tpdu.discharge);
        bytes.push_back(tpdu.status);
        return bytes;
    }
    bytes.push_back(tpdu.protocol);
    bytes.push_back(tpdu.user.coding);
    append(bytes, is_submit ? tpdu.validity : tpdu.time);
    append_user_data(bytes, tpdu.user);
    return bytes;
}

std::optional<Tpdu> decode(Direction direction, Bytes bytes) {
    Reader reader(bytes);
    Tpdu tpdu{.direction = direction};
    tpdu.first_octet = reader.octet();
    const int type = tpdu.first_octet & kTypeMask;
    if (direction == Direction::FromModule) {
        if (type != kSubmitType) return std::nullopt;
        read_submit(tpdu, reader);
    } else if (type == kStatusReportType) {
        read_status_report(tpdu, reader);
    } else if (type == 0) {
        read_deliver(tpdu, reader);
    } else {
        return std::nullopt;
    }
    const bool is_whole = reader.is_good() && reader.left() == 0;
    return is_whole && tpdu.user.octets.size() <= kMaxUserOctets ? std::optional(tpdu)
                                                                 : std::nullopt;
}

Buffer encode(const Pdu& pdu) {
    Buffer bytes;
    const Buffer digits = to_semi_octets(pdu.service_centre.number);
    if (digits.empty()) {
        bytes.push_back(0);
    } else {
        bytes.push_back(static_cast<std::uint8_t>(1 + digits.size()));
        bytes.push_back(static_cast<std::uint8_t>(pdu.service_centre.type));
        append(bytes, digits);
    }
    append(bytes, pdu.tpdu);
    return bytes;
}

std::optional<Pdu> split(Bytes bytes) {
    Reader reader(bytes);
    const std::size_t octets = reader.octet();
    Pdu pdu;
    if (octets > 0) {
        const int type = reader.octet();
        pdu.service_centre = decode_address(type, reader.take(octets - 1), 2 * (octets - 1));
    }
    pdu.tpdu = reader.take_buffer(reader.left());
    return reader.is_good() && !pdu.tpdu.empty() ? std::optional(pdu) : std::nullopt;
}

std::string to_hex_text(Bytes bytes) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0FU];
    }
    return text;
}

std::optional<Buffer> from_hex_text(std::string_view digits) {
    const auto value = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    };
    const bool are_digits = std::ranges::all_of(digits, [&](char c) { return value(c) >= 0; });
    if (digits.size() % 2 != 0 || !are_digits) return std::nullopt;
    Buffer bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(value(digits[i]) << 4 | value(digits[i + 1])));
    }
    return bytes;
}

}  // namespace sara::sms
