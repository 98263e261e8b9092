#include "models/mux/frame.hpp"

#include <utility>

namespace sara::mux {

namespace {

constexpr std::uint8_t kExtension = 0x01;  // EA: the field ends with this octet
constexpr std::uint8_t kCommandResponse = 0x02;
constexpr std::uint8_t kPollFinal = 0x10;
constexpr unsigned kAddressDlciShift = 2;
constexpr std::size_t kShortLength = 127;  // the most that one octet can say
constexpr unsigned kLengthBits = 7;
constexpr unsigned kInitialCheck = 0xFF;

std::uint8_t as_octet(unsigned value) {
    return static_cast<std::uint8_t>(value & 0xFFU);
}

// x^8 + x^2 + x + 1, bits reversed; the sum goes on from `sum`.
unsigned add_to_check(unsigned sum, sim::Bytes bytes) {
    constexpr unsigned kPolynomial = 0xE0;
    constexpr int kBits = 8;
    for (const std::uint8_t byte : bytes) {
        sum ^= byte;
        for (int bit = 0; bit < kBits; ++bit) {
            sum = (sum & 1U) != 0 ? (sum >> 1U) ^ kPolynomial : sum >> 1U;
        }
    }
    return sum;
}

std::optional<FrameType> type_of(std::uint8_t control) {
    const auto type = static_cast<FrameType>(control & ~kPollFinal);
    switch (type) {
        case FrameType::Ui:
        case FrameType::Dm:
        case FrameType::Sabm:
        case FrameType::Disc:
        case FrameType::Ua:
        case FrameType::Uih:
            return type;
    }
    return std::nullopt;
}

}  // namespace

std::uint8_t frame_check(sim::Bytes bytes) {
    return as_octet(kInitialCheck - add_to_check(kInitialCheck, bytes));
}

std::string encode(const Frame& frame) {
    std::vector<std::uint8_t> body;
    const auto dlci = static_cast<unsigned>(frame.dlci);
    body.push_back(
        as_octet(dlci << kAddressDlciShift | (frame.cr ? kCommandResponse : 0U) | kExtension));
    body.push_back(as_octet(static_cast<unsigned>(frame.type) | (frame.pf ? kPollFinal : 0U)));
    const std::size_t size = frame.info.size();
    if (size <= kShortLength) {
        body.push_back(as_octet(static_cast<unsigned>(size << 1U) | kExtension));
    } else {
        body.push_back(as_octet(static_cast<unsigned>(size & kShortLength) << 1U));
        body.push_back(as_octet(static_cast<unsigned>(size >> kLengthBits)));
    }
    const std::size_t header = body.size();
    body.insert(body.end(), frame.info.begin(), frame.info.end());
    const sim::Bytes checked = body;
    body.push_back(frame_check(frame.type == FrameType::Uih ? checked.first(header) : checked));
    body.push_back(kFlag);
    body.insert(body.begin(), kFlag);
    return std::string(sim::as_text(body));
}

void FrameParser::start(std::size_t max_info) {
    max_info_ = max_info;
    part_ = Part::Hunt;
}

std::optional<Frame> FrameParser::on_byte(std::uint8_t byte) {
    switch (part_) {
        case Part::Hunt:
            if (byte == kFlag) part_ = Part::Address;
            break;
        case Part::Address:
            part_ = take_address(byte);
            break;
        case Part::Control:
            part_ = take_control(byte);
            break;
        case Part::Length:
            part_ = take_length(byte);
            break;
        case Part::LengthHigh:
            part_ = take_length_high(byte);
            break;
        case Part::Info:
            frame_.info.push_back(byte);
            if (frame_.info.size() == length_) part_ = Part::Check;
            break;
        case Part::Check:
            check_ = byte;
            part_ = Part::End;
            break;
        case Part::End:
            return take_end(byte);
    }
    return std::nullopt;
}

// Flags between frames, and a flag that ends one frame and begins the next.  [TS 27.010 5.2.6.1]
FrameParser::Part FrameParser::take_address(std::uint8_t byte) {
    if (byte == kFlag) return Part::Address;
    if ((byte & kExtension) == 0) return Part::Hunt;
    frame_ = {};
    header_.assign(1, byte);
    frame_.dlci = byte >> kAddressDlciShift;
    frame_.cr = (byte & kCommandResponse) != 0;
    return Part::Control;
}

FrameParser::Part FrameParser::take_control(std::uint8_t byte) {
    const std::optional<FrameType> type = type_of(byte);
    if (!type) return byte == kFlag ? Part::Address : Part::Hunt;
    header_.push_back(byte);
    frame_.type = *type;
    frame_.pf = (byte & kPollFinal) != 0;
    return Part::Length;
}

FrameParser::Part FrameParser::take_length(std::uint8_t byte) {
    header_.push_back(byte);
    length_ = byte >> 1U;
    return (byte & kExtension) != 0 ? after_length() : Part::LengthHigh;
}

FrameParser::Part FrameParser::take_length_high(std::uint8_t byte) {
    header_.push_back(byte);
    length_ |= static_cast<std::size_t>(byte) << kLengthBits;
    return after_length();
}

FrameParser::Part FrameParser::after_length() const {
    if (length_ > max_info_) return Part::Hunt;
    return length_ == 0 ? Part::Check : Part::Info;
}

std::optional<Frame> FrameParser::take_end(std::uint8_t byte) {
    part_ = byte == kFlag ? Part::Address : Part::Hunt;
    if (byte != kFlag || !is_check_right()) return std::nullopt;
    return std::exchange(frame_, {});
}

bool FrameParser::is_check_right() const {
    unsigned sum = add_to_check(kInitialCheck, header_);
    if (frame_.type != FrameType::Uih) sum = add_to_check(sum, frame_.info);
    return as_octet(kInitialCheck - sum) == check_;
}

}  // namespace sara::mux
