#include "models/ppp/router.hpp"

#include <algorithm>
#include <utility>

namespace sara::ppp {

Router::Router(sim::Scheduler& scheduler, network::Network& network, const Addressing& addressing,
               Send send)
    : addressing_(addressing),
      send_(std::move(send)),
      icmp_(network, static_cast<IpWire&>(*this), addressing.module),
      udp_(scheduler, network, static_cast<IpWire&>(*this), addressing.host),
      dns_(network, static_cast<IpWire&>(*this)),
      tcp_(scheduler, network, static_cast<IpWire&>(*this), addressing.host) {}

void Router::on_packet(sim::Bytes bytes) {
    const auto packet = parse_ip(bytes);
    if (!packet || packet->from != addressing_.host) return;
    switch (packet->transport) {
        case Transport::Icmp:
            return icmp_.on_packet(*packet);
        case Transport::Udp:
            return on_udp(*packet);
        case Transport::Tcp:
            return tcp_.on_packet(*packet);
    }
}

void Router::on_udp(const IpPacket& packet) {
    const auto datagram = parse_datagram(packet);
    if (!datagram) return;
    if (datagram->to_port == DnsRelay::kPort && is_dns(packet.to)) {
        dns_.on_datagram(packet, *datagram);
    } else {
        udp_.on_datagram(packet.to, *datagram);
    }
}

// The router asks on behalf of its host too.
bool Router::is_dns(const network::Address& address) const {
    return address == addressing_.module ||
           std::ranges::find(addressing_.dns, address) != addressing_.dns.end();
}

void Router::send_ip(const IpPacket& packet) {
    send_(encode(packet, next_id_++));
}

}  // namespace sara::ppp
