#include "sim/sinks/udp_packet.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace sara::sim {

namespace {

constexpr std::size_t kIpBytes = 20;
constexpr std::size_t kUdpBytes = 8;
constexpr std::uint8_t kVersionAndWords = 0x45;  ///< version 4, header of 5 words
constexpr std::uint8_t kHops = 64;
constexpr std::uint8_t kProtocolUdp = 17;
constexpr std::size_t kChecksumAt = 10;

std::array<std::uint8_t, 4> octets_of(std::string_view address) {
    std::array<std::uint8_t, 4> octets{};
    const char* at = address.data();
    const char* const end = at + address.size();
    for (std::uint8_t& octet : octets) {
        const auto [behind, error] = std::from_chars(at, end, octet);
        const bool is_last = &octet == &octets.back();
        if (error != std::errc() || (is_last ? behind != end : behind == end || *behind != '.')) {
            return {};
        }
        at = behind + 1;
    }
    return octets;
}

class Octets {
 public:
    void add_byte(std::uint8_t value) { bytes_.push_back(value); }
    void add_word(std::size_t value) {
        bytes_.push_back(static_cast<std::uint8_t>(value >> 8U));
        bytes_.push_back(static_cast<std::uint8_t>(value));
    }
    void add(Bytes bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

    /// The complement of the sum of words.  [RFC 1071]
    void seal_header() {
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < kIpBytes; i += 2) {
            sum += static_cast<std::uint32_t>(bytes_[i] << 8U | bytes_[i + 1]);
        }
        while (sum > 0xffffU) sum = (sum & 0xffffU) + (sum >> 16U);
        bytes_[kChecksumAt] = static_cast<std::uint8_t>(~sum >> 8U);
        bytes_[kChecksumAt + 1] = static_cast<std::uint8_t>(~sum);
    }

    std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
    std::vector<std::uint8_t> bytes_;
};

}  // namespace

std::vector<std::uint8_t> udp_packet(const UdpEnd& from, const UdpEnd& to, Bytes payload) {
    Octets packet;
    packet.add_byte(kVersionAndWords);
    packet.add_byte(0);  // service
    packet.add_word(kIpBytes + kUdpBytes + payload.size());
    packet.add_word(0);  // identification: it is not a fragment
    packet.add_word(0);
    packet.add_byte(kHops);
    packet.add_byte(kProtocolUdp);
    packet.add_word(0);  // checksum
    packet.add(octets_of(from.address));
    packet.add(octets_of(to.address));
    packet.seal_header();
    packet.add_word(from.port);
    packet.add_word(to.port);
    packet.add_word(kUdpBytes + payload.size());
    packet.add_word(0);  // no checksum
    packet.add(payload);
    return packet.take();
}

}  // namespace sara::sim
