#include "models/ppp/tcp.hpp"

#include <utility>

namespace sara::ppp {

TcpRelay::TcpRelay(sim::Scheduler& scheduler, network::Network& network, IpWire& wire,
                   const network::Address& host)
    : scheduler_(scheduler),
      network_(network),
      wire_(wire),
      host_(host),
      sweep_(scheduler.timer("TCP connections", [this] { sweep(); })) {}

void TcpRelay::on_packet(const IpPacket& packet) {
    const auto segment = parse_segment(packet);
    if (!segment) return;
    const TcpKey key{segment->from_port, packet.to, segment->to_port};
    const auto known = connections_.find(key);
    if (known != connections_.end() && !known->second->is_over()) {
        return known->second->on_segment(*segment);
    }
    if (segment->has(Segment::kRst)) return;
    const bool opens = segment->has(Segment::kSyn) && !segment->has(Segment::kAck);
    if (opens && connections_.size() < kMaxConnections) return open(key, *segment);
    send_segment(key, reset_for(*segment));
}

void TcpRelay::open(const TcpKey& key, const Segment& syn) {
    connections_[key] = std::make_unique<TcpConnection>(scheduler_, network_,
                                                        static_cast<TcpWire&>(*this), key, syn);
}

void TcpRelay::send_segment(const TcpKey& key, Segment segment) {
    segment.from_port = key.server_port;
    segment.to_port = key.host_port;
    wire_.send_ip(packet_of(key.server, host_, segment));
}

void TcpRelay::sweep() {
    std::erase_if(connections_, [](const auto& entry) { return entry.second->is_over(); });
}

}  // namespace sara::ppp
