#pragma once

#include "models/ppp/tcp_connection.hpp"

#include <map>
#include <memory>

namespace sara::ppp {

/// The DTE's TCP connections.
class TcpRelay final : private TcpWire {
 public:
    TcpRelay(sim::Scheduler& scheduler, network::Network& network, IpWire& wire,
             const network::Address& host);

    void on_packet(const IpPacket& packet);

    static constexpr std::size_t kMaxConnections = 32;  ///< more are refused  [assumed]

 private:
    void send_segment(const TcpKey& key, Segment segment) override;
    void on_connection_over() override { sweep_.restart({}); }
    void open(const TcpKey& key, const Segment& syn);
    void sweep();

    sim::Scheduler& scheduler_;
    network::Network& network_;
    IpWire& wire_;
    network::Address host_;
    std::map<TcpKey, std::unique_ptr<TcpConnection>> connections_;
    sim::Timer sweep_;
};

}  // namespace sara::ppp
