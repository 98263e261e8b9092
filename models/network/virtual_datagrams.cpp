#include "models/network/virtual_datagrams.hpp"

#include <utility>

namespace sara::network {

VirtualDatagrams::VirtualDatagrams(VirtualParts parts, std::uint16_t port, OpenPorts& ports,
                                   DatagramListener& listener)
    : parts_(parts),
      port_(port),
      ports_(ports),
      listener_(listener),
      up_(parts.link, Direction::Up, Delivery::BestEffort),
      down_(parts.link, Direction::Down, Delivery::BestEffort) {
    ports_.emplace(port_, this);
}

void VirtualDatagrams::send(const Endpoint& to, sim::Bytes bytes) {
    up_.push(bytes.size(),
             [this, to, datagram = std::vector<std::uint8_t>(bytes.begin(), bytes.end())] {
                 on_heard(to, datagram);
             });
}

void VirtualDatagrams::on_heard(const Endpoint& to, const std::vector<std::uint8_t>& bytes) {
    if (DatagramService* service = parts_.internet.find_service(to)) {
        return service->on_datagram(port_, bytes);
    }
    const VirtualServer* server = parts_.internet.find_udp(to.host, to.port);
    if (server == nullptr || server->spec.connects != Connects::Accepts) return;
    bring(to, bytes, server->spec.udp_echo->delay);
}

void VirtualDatagrams::bring(const Endpoint& from, sim::Bytes bytes, sim::Duration hold) {
    down_.push(
        bytes.size(),
        [this, from, datagram = std::vector<std::uint8_t>(bytes.begin(), bytes.end())] {
            listener_.on_datagram(from, datagram);
        },
        hold);
}

}  // namespace sara::network
