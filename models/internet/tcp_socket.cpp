#include "models/internet/tcp_socket.hpp"

#include <algorithm>
#include <utility>

namespace sara::internet {

TcpSocket::TcpSocket(const ClientParts& parts, int id, SocketEvents& events)
    : parts_(parts), id_(id), events_(events) {}

TcpSocket::TcpSocket(const ClientParts& parts, int id, SocketEvents& events,
                     std::unique_ptr<network::Stream> stream, const network::Endpoint& peer)
    : parts_(parts),
      id_(id),
      events_(events),
      state_(TcpState::Established),
      stream_(std::move(stream)),
      peer_(peer) {
    stream_->listen(*this);
}

void TcpSocket::connect(const network::Endpoint& to, Connected done) {
    state_ = TcpState::SynSent;
    connected_ = std::move(done);
    if (security_profile) tls_ = parts_.tls.open(*security_profile, to.host);
    stream_ = tls_ != nullptr ? parts_.network.connect_securely(to, tls_->client, *this)
                              : parts_.network.connect(to, *this);
    connect_limit_ = parts_.scheduler.after(kConnectLimit, "+USOCO",
                                            [this] { on_failed(network::Error::TimedOut); });
}

void TcpSocket::on_connected(const network::Endpoint& peer) {
    state_ = TcpState::Established;
    peer_ = peer;
    if (tls_ != nullptr) tls_->begin();
    finish_connect(SocketError::None);
}

void TcpSocket::on_failed(network::Error failure) {
    error = socket_error(failure);
    if (state_ == TcpState::SynSent) {
        state_ = TcpState::Inactive;
        hang_up();
        finish_connect(error);
    } else {
        end();
    }
}

// Whoever waits may free the socket.
void TcpSocket::finish_connect(SocketError outcome) {
    connect_limit_.cancel();
    const Connected done = std::move(connected_);
    done(outcome);
}

Result<std::size_t, SocketError> TcpSocket::write(sim::Bytes bytes) {
    if (state_ == TcpState::CloseWait) return std::size_t{0};  // [IP 5.5 scenario 4]
    if (state_ != TcpState::Established) return SocketError::NotConnected;
    if (unacknowledged_ + bytes.size() > kSendQueue) return SocketError::WouldBlock;
    unacknowledged_ += bytes.size();
    sent_bytes += bytes.size();
    parts_.packets.on_traffic(bytes.size(), 0);
    stream_->send(bytes);
    return bytes.size();
}

Result<std::size_t, SocketError> TcpSocket::send_to(const network::Endpoint&, sim::Bytes) {
    return SocketError::Invalid;
}

void TcpSocket::on_received(sim::Bytes bytes) {
    received_bytes += bytes.size();
    parts_.packets.on_traffic(0, bytes.size());
    if (sink_ != nullptr) return sink_->on_received(bytes);
    const bool was_empty = buffer_.empty();
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    if (was_empty) events_.on_readable(id_);
}

Received TcpSocket::read(std::size_t most) {
    const auto size = static_cast<std::ptrdiff_t>(std::min(most, buffer_.size()));
    Received received{peer_.value_or(network::Endpoint{}),
                      {buffer_.begin(), buffer_.begin() + size}};
    buffer_.erase(buffer_.begin(), buffer_.begin() + size);
    return received;
}

void TcpSocket::redirect(SocketSink* sink) {
    sink_ = sink;
    if (sink_ == nullptr || buffer_.empty()) return;
    const Received waiting = read(buffer_.size());
    sink_->on_received(waiting.bytes);
}

Result<void, SocketError> TcpSocket::listen(std::uint16_t port) {
    if (state_ != TcpState::Inactive) return SocketError::Invalid;
    acceptor_ = parts_.network.accept(port, *this);
    if (acceptor_ == nullptr) return SocketError::Invalid;
    state_ = TcpState::Listen;
    listening_port_ = port;
    return {};
}

void TcpSocket::on_accepted(std::unique_ptr<network::Stream> stream,
                            const network::Endpoint& peer) {
    events_.on_accepted(id_, std::move(stream), peer);
}

void TcpSocket::drop() {
    hang_up();
    acceptor_.reset();
    error = SocketError::Unreachable;
    if (std::exchange(state_, TcpState::Inactive) == TcpState::SynSent) finish_connect(error);
    if (sink_ != nullptr) std::exchange(sink_, nullptr)->on_gone();
}

void TcpSocket::hang_up() {
    stream_.reset();
    tls_.reset();
}

// What came before stays to be read.  [IP 5.5]
void TcpSocket::end() {
    state_ = TcpState::CloseWait;
    hang_up();
    if (sink_ != nullptr) std::exchange(sink_, nullptr)->on_gone();
    if (buffer_.empty()) events_.on_over(id_);
}

}  // namespace sara::internet
