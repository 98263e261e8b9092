#pragma once

#include "sim/trace.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace sara::sim {

/// An address "10.0.0.2" and a port.
struct UdpEnd {
    std::string_view address;
    std::uint16_t port = 0;
};

/// A UDP datagram with its IPv4 header.  What is no IPv4 address becomes 0.0.0.0.  The datagram has
/// no checksum, as IPv4 allows.  [RFC 768, 791]
std::vector<std::uint8_t> udp_packet(const UdpEnd& from, const UdpEnd& to, Bytes payload);

}  // namespace sara::sim
