#pragma once

#include "models/network/network.hpp"
#include "models/ppp/ip.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace sara::ppp {

/// A UDP datagram.  [RFC 768]
struct Datagram {
    std::uint16_t from_port = 0;
    std::uint16_t to_port = 0;
    Octets data = {};
};

std::optional<Datagram> parse_datagram(const IpPacket& packet);

/// The packet that carries it.
IpPacket packet_of(const network::Address& from, const network::Address& to,
                   const Datagram& datagram);

/// Translates the DTE's UDP ports to ports of the module, one each; whoever writes to such a port
/// is heard by the DTE.  [at-syntax 10: NAT]
class UdpRelay {
 public:
    UdpRelay(sim::Scheduler& scheduler, network::Network& network, IpWire& wire,
             const network::Address& host)
        : scheduler_(scheduler), network_(network), wire_(wire), host_(host) {}

    void on_datagram(const network::Address& to, const Datagram& datagram);

    static constexpr std::size_t kMaxPorts = 32;  ///< the one unused longest is given up  [assumed]

 private:
    class Port;
    Port& port_for(std::uint16_t host_port);

    sim::Scheduler& scheduler_;
    network::Network& network_;
    IpWire& wire_;
    network::Address host_;
    std::map<std::uint16_t, std::shared_ptr<Port>> ports_;
};

}  // namespace sara::ppp
