#pragma once

#include "models/network/address.hpp"
#include "models/ppp/octets.hpp"

#include <optional>

namespace sara::ppp {

/// What an IPv4 packet carries.  [RFC 790]
enum class Transport : std::uint8_t { Icmp = 1, Tcp = 6, Udp = 17 };

/// An IPv4 packet without options, whole.  [RFC 791 3.1]
struct IpPacket {
    network::Address from;
    network::Address to;
    Transport transport = Transport::Udp;
    int hop_limit = 64;  ///< TTL
    Octets payload = {};
};

/// Nothing if it is damaged, of another version, or a fragment, which are not put together.
std::optional<IpPacket> parse_ip(sim::Bytes bytes);

Octets encode(const IpPacket& packet, std::uint16_t id);

/// The sum that IP, ICMP, UDP and TCP use.  [RFC 1071]
std::uint16_t internet_checksum(sim::Bytes bytes, std::uint32_t sum = 0);

/// The checksum of a UDP datagram or TCP segment, which covers the addresses too; 0 if the one in
/// it is right.  [RFC 768; RFC 9293 3.1]
std::uint16_t transport_checksum(const IpPacket& packet);

/// Who sends packets to the DTE.
class IpWire {
 public:
    virtual void send_ip(const IpPacket& packet) = 0;

 protected:
    ~IpWire() = default;
};

}  // namespace sara::ppp
