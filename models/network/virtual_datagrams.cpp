#include "models/network/virtual_datagrams.hpp"

#include <utility>

namespace sara::network {

VirtualDatagrams::VirtualDatagrams(VirtualParts parts, std::uint16_t port,
                                   std::set<std::uint16_t>& taken, DatagramListener& listener)
    : parts_(parts),
      port_(port),
      taken_(taken),
      listener_(listener),
      up_(parts.link, Direction::Up, Delivery::BestEffort),
      down_(parts.link, Direction::Down, Delivery::BestEffort) {
    taken_.insert(port_);
}

void VirtualDatagrams::send(const Endpoint& to, sim::Bytes bytes) {
    up_.push(bytes.size(),
             [this, to, datagram = std::vector<std::uint8_t>(bytes.begin(), bytes.end())] {
                 on_heard(to, datagram);
             });
}

void VirtualDatagrams::on_heard(const Endpoint& to, const std::vector<std::uint8_t>& bytes) {
    const VirtualServer* server = parts_.internet.find_udp(to.host, to.port);
    if (server == nullptr || server->spec.connects != Connects::Accepts) return;
    down_.push(
        bytes.size(), [this, to, bytes] { listener_.on_datagram(to, bytes); },
        server->spec.udp_echo->delay);
}

}  // namespace sara::network
