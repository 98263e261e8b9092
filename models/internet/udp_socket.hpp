#pragma once

#include "models/internet/socket.hpp"
#include "models/network/datagrams.hpp"

#include <deque>
#include <memory>

namespace sara::internet {

/// A UDP socket: keeps datagrams apart, but lets them be read in pieces.  [at-commands 2.7]
class UdpSocket final : public Socket, private network::DatagramListener {
 public:
    /// `local_port` 0: any, chosen when the first datagram is sent.
    UdpSocket(const ClientParts& parts, int id, SocketEvents& events, std::uint16_t local_port);

    Protocol protocol() const override { return Protocol::Udp; }
    TcpState state() const override { return TcpState::Inactive; }
    void connect(const network::Endpoint& to, Connected done) override;
    bool is_connecting() const override { return connected_ != nullptr; }
    Result<std::size_t, SocketError> write(sim::Bytes bytes) override;
    Result<std::size_t, SocketError> send_to(const network::Endpoint& to,
                                             sim::Bytes bytes) override;
    std::size_t readable() const override;
    Received read(std::size_t most) override;
    bool is_over() const override { return false; }
    std::optional<network::Endpoint> peer() const override { return peer_; }
    void redirect(SocketSink* sink) override;
    void drop() override;

    /// Unread datagrams that are kept; more are dropped.  [assumed]
    static constexpr std::size_t kMaxDatagrams = 16;

 private:
    void on_datagram(const network::Endpoint& from, sim::Bytes bytes) override;
    void on_resolved(Result<std::string, network::Error> address, std::uint16_t port);

    ClientParts parts_;
    int id_;
    SocketEvents& events_;
    std::uint16_t local_port_;
    std::unique_ptr<network::Datagrams> port_;
    std::unique_ptr<network::Query> query_;
    sim::Timer resolved_;  ///< an address needs no DNS, a name is given up after a while
    Connected connected_;
    std::optional<network::Endpoint> peer_;
    std::deque<Received> datagrams_;
    SocketSink* sink_ = nullptr;
};

}  // namespace sara::internet
