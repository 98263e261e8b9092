#pragma once

#include "models/internet/socket.hpp"
#include "models/network/stream.hpp"

#include <deque>
#include <memory>

namespace sara::internet {

/// A TCP socket: connects, or waits for others to connect.  [at-commands 2.7]
class TcpSocket final : public Socket,
                        private network::StreamListener,
                        private network::AcceptListener {
 public:
    TcpSocket(const ClientParts& parts, int id, SocketEvents& events);

    /// A connection that was accepted.
    TcpSocket(const ClientParts& parts, int id, SocketEvents& events,
              std::unique_ptr<network::Stream> stream, const network::Endpoint& peer);

    Protocol protocol() const override { return Protocol::Tcp; }
    TcpState state() const override { return state_; }
    void connect(const network::Endpoint& to, Connected done) override;
    bool is_connecting() const override { return state_ == TcpState::SynSent; }
    Result<std::size_t, SocketError> write(sim::Bytes bytes) override;
    Result<std::size_t, SocketError> send_to(const network::Endpoint& to,
                                             sim::Bytes bytes) override;
    std::size_t readable() const override { return buffer_.size(); }
    Received read(std::size_t most) override;
    bool is_over() const override { return state_ == TcpState::CloseWait && buffer_.empty(); }
    std::optional<network::Endpoint> peer() const override { return peer_; }
    void redirect(SocketSink* sink) override;
    void drop() override;

    /// Waits for connections to that port.
    Result<void, SocketError> listen(std::uint16_t port);
    std::uint16_t listening_port() const { return listening_port_; }

    static constexpr std::size_t kSendQueue = 8192;  ///< [IP 5.3.3]

 private:
    void on_connected(const network::Endpoint& peer) override;
    void on_failed(network::Error error) override;
    void on_received(sim::Bytes bytes) override;
    void on_sent(std::size_t bytes) override { unacknowledged_ -= bytes; }
    void on_closed() override { end(); }
    void on_accepted(std::unique_ptr<network::Stream> stream,
                     const network::Endpoint& peer) override;
    void finish_connect(SocketError outcome);
    void hang_up();
    void end();

    ClientParts parts_;
    int id_;
    SocketEvents& events_;
    TcpState state_ = TcpState::Inactive;
    std::unique_ptr<Tls::Session> tls_;
    std::unique_ptr<network::Stream> stream_;
    std::unique_ptr<network::Acceptor> acceptor_;
    std::uint16_t listening_port_ = 0;
    std::optional<network::Endpoint> peer_;
    Connected connected_;
    sim::Timer connect_limit_;
    std::size_t unacknowledged_ = 0;
    std::deque<std::uint8_t> buffer_;
    SocketSink* sink_ = nullptr;
};

}  // namespace sara::internet
