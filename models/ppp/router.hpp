#pragma once

#include "models/ppp/dns.hpp"
#include "models/ppp/icmp.hpp"
#include "models/ppp/ipcp.hpp"
#include "models/ppp/tcp.hpp"
#include "models/ppp/udp.hpp"

#include <functional>

namespace sara::ppp {

/// The module as the DTE's router: what comes from the DTE's address goes into the network under
/// the module's own, and what the network answers comes back.  [at-syntax 10: router mode, NAT]
class Router final : private IpWire {
 public:
    using Send = std::function<void(sim::Bytes)>;

    /// `send` takes packets to the DTE.
    Router(sim::Scheduler& scheduler, network::Network& network, const Addressing& addressing,
           Send send);
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    void on_packet(sim::Bytes bytes);

 private:
    void send_ip(const IpPacket& packet) override;
    void on_udp(const IpPacket& packet);
    bool is_dns(const network::Address& address) const;

    const Addressing& addressing_;
    Send send_;
    std::uint16_t next_id_ = 0;
    IcmpRelay icmp_;
    UdpRelay udp_;
    DnsRelay dns_;
    TcpRelay tcp_;
};

}  // namespace sara::ppp
