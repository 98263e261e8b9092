#include "models/ppp/hdlc.hpp"

#include <algorithm>
#include <utility>

namespace sara::ppp {

namespace {

constexpr std::uint8_t kHdlcFlag = 0x7E;
constexpr std::uint8_t kHdlcEscape = 0x7D;
constexpr std::uint8_t kComplement = 0x20;
constexpr std::uint8_t kAllStations = 0xFF;
constexpr std::uint8_t kUnnumbered = 0x03;
constexpr std::size_t kCheckOctets = 2;
constexpr std::string_view kHdlcWayOut = "+++";

void add_escaped(std::string& out, std::uint8_t byte, CharacterMap escaped) {
    const bool is_mapped = byte < 32 && (escaped >> byte & 1U) != 0;
    if (byte == kHdlcFlag || byte == kHdlcEscape || is_mapped) {
        out += static_cast<char>(kHdlcEscape);
        byte ^= kComplement;
    }
    out += static_cast<char>(byte);
}

}  // namespace

std::uint16_t frame_check(sim::Bytes bytes) {
    constexpr unsigned kInitial = 0xFFFF;
    constexpr unsigned kPolynomial = 0x8408;
    constexpr int kBits = 8;
    unsigned sum = kInitial;
    for (const std::uint8_t byte : bytes) {
        sum ^= byte;
        for (int bit = 0; bit < kBits; ++bit) {
            sum = (sum & 1U) != 0 ? (sum >> 1U) ^ kPolynomial : sum >> 1U;
        }
    }
    return static_cast<std::uint16_t>(sum ^ kInitial);
}

std::string encode_frame(std::uint16_t protocol, sim::Bytes information, CharacterMap escaped) {
    Octets content = {kAllStations, kUnnumbered};
    add16(content, protocol);
    add(content, information);
    const unsigned check = frame_check(content);
    add8(content, check);  // the lower octet first
    add8(content, check >> 8U);
    std::string out(1, static_cast<char>(kHdlcFlag));
    for (const std::uint8_t byte : content) add_escaped(out, byte, escaped);
    out += static_cast<char>(kHdlcFlag);
    return out;
}

FrameReader::Found FrameReader::on_byte(std::uint8_t byte) {
    if (byte == kHdlcFlag) return end_frame();
    if (byte == kHdlcEscape) {
        is_spoilt_ |= is_escaped_;
        is_escaped_ = true;
        return Found::Nothing;
    }
    if (std::exchange(is_escaped_, false)) byte ^= kComplement;
    if (frame_.size() == kLongest) is_spoilt_ = true;
    if (is_spoilt_) return Found::Nothing;
    frame_.push_back(byte);
    return sim::as_text(frame_) == kHdlcWayOut ? Found::Escape : Found::Nothing;
}

// Address and control may have been left out, and of the protocol the upper octet.
// [RFC 1661 6.5, 6.6]
FrameReader::Found FrameReader::end_frame() {
    const bool is_bad = std::exchange(is_spoilt_, false) || std::exchange(is_escaped_, false);
    const Octets frame = std::exchange(frame_, {});
    if (is_bad || frame.size() <= kCheckOctets) return Found::Nothing;
    sim::Bytes rest = sim::Bytes(frame).first(frame.size() - kCheckOctets);
    const auto check =
        static_cast<unsigned>(frame[frame.size() - 2] | frame[frame.size() - 1] << 8U);
    if (frame_check(rest) != check) return Found::Nothing;
    if (rest.size() > 2 && rest[0] == kAllStations && rest[1] == kUnnumbered)
        rest = rest.subspan(2);
    const bool is_short = (rest[0] & 1U) != 0;
    if (!is_short && rest.size() < 2) return Found::Nothing;
    protocol_ = is_short ? rest[0] : read16(rest);
    rest = rest.subspan(is_short ? 1 : 2);
    information_.assign(rest.begin(), rest.end());
    return Found::Packet;
}

}  // namespace sara::ppp
