#pragma once

#include "models/ppp/ip.hpp"

#include <cstdint>
#include <optional>

namespace sara::ppp {

/// A TCP segment.  [RFC 9293 3.1]
struct Segment {
    std::uint16_t from_port = 0;
    std::uint16_t to_port = 0;
    std::uint32_t sequence = 0;
    std::uint32_t acknowledgement = 0;
    std::uint8_t flags = 0;
    std::uint16_t window = 0;
    std::optional<std::uint16_t> max_segment = {};  ///< MSS option, of a SYN
    Octets data = {};

    static constexpr std::uint8_t kFin = 0x01;
    static constexpr std::uint8_t kSyn = 0x02;
    static constexpr std::uint8_t kRst = 0x04;
    static constexpr std::uint8_t kPush = 0x08;
    static constexpr std::uint8_t kAck = 0x10;

    bool has(std::uint8_t flag) const { return (flags & flag) != 0; }

    /// Sequence numbers it takes: its data, SYN and FIN.
    std::uint32_t length() const {
        return static_cast<std::uint32_t>(data.size()) + (has(kSyn) ? 1 : 0) + (has(kFin) ? 1 : 0);
    }
};

/// Nothing if it is damaged.
std::optional<Segment> parse_segment(const IpPacket& packet);

/// The packet that carries it.
IpPacket packet_of(const network::Address& from, const network::Address& to,
                   const Segment& segment);

/// What answers a segment that belongs to no connection.  [RFC 9293 3.10.7.1]
Segment reset_for(const Segment& segment);

/// True if sequence number `a` stands before `b`.
constexpr bool is_before(std::uint32_t a, std::uint32_t b) {
    constexpr std::uint32_t kHalf = 0x8000'0000;
    return a != b && b - a < kHalf;
}

}  // namespace sara::ppp
