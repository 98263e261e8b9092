#include "models/internet/udp_socket.hpp"

#include "models/network/address.hpp"

#include <algorithm>
#include <utility>

namespace sara::internet {

UdpSocket::UdpSocket(const ClientParts& parts, int id, SocketEvents& events,
                     std::uint16_t local_port)
    : parts_(parts), id_(id), events_(events), local_port_(local_port) {
    if (local_port_ != 0) port_ = parts_.network.open_datagrams(local_port_, *this);
}

void UdpSocket::connect(const network::Endpoint& to, Connected done) {
    connected_ = std::move(done);
    if (network::Address::parse(to.host)) {
        peer_ = to;
        resolved_ = parts_.scheduler.after({}, "UDP connect",
                                           [this] { on_resolved(peer_->host, peer_->port); });
        return;
    }
    resolved_ = parts_.scheduler.after(kConnectLimit, "UDP connect",
                                       [this] { on_resolved(network::Error::TimedOut, 0); });
    query_ = parts_.network.resolve(
        to.host, [this, port = to.port](const Result<std::string, network::Error>& address) {
            on_resolved(address, port);
        });
}

// Whoever waits may free the socket.
void UdpSocket::on_resolved(Result<std::string, network::Error> address, std::uint16_t port) {
    const std::unique_ptr<network::Query> answered = std::move(query_);
    resolved_.cancel();
    if (address.has_value()) peer_ = {*address, port};
    error = address.has_value() ? SocketError::None : socket_error(address.error());
    const Connected done = std::exchange(connected_, nullptr);
    done(error);
}

Result<std::size_t, SocketError> UdpSocket::write(sim::Bytes bytes) {
    if (!peer_) return SocketError::NotConnected;
    return send_to(*peer_, bytes);
}

Result<std::size_t, SocketError> UdpSocket::send_to(const network::Endpoint& to, sim::Bytes bytes) {
    if (!parts_.packets.is_up()) return SocketError::Unreachable;
    if (port_ == nullptr) port_ = parts_.network.open_datagrams(local_port_, *this);
    if (port_ == nullptr) return SocketError::NoBuffers;
    sent_bytes += bytes.size();
    parts_.packets.on_traffic(bytes.size(), 0);
    port_->send(to, bytes);
    return bytes.size();
}

void UdpSocket::on_datagram(const network::Endpoint& from, sim::Bytes bytes) {
    received_bytes += bytes.size();
    parts_.packets.on_traffic(0, bytes.size());
    if (sink_ != nullptr) return sink_->on_received(bytes);
    if (datagrams_.size() >= kMaxDatagrams) return;
    datagrams_.push_back({from, {bytes.begin(), bytes.end()}});
    if (datagrams_.size() == 1) events_.on_readable(id_);
}

void UdpSocket::drop() {
    port_.reset();
    error = SocketError::Unreachable;
    if (connected_ != nullptr) on_resolved(network::Error::Unreachable, 0);
    if (sink_ != nullptr) std::exchange(sink_, nullptr)->on_gone();
}

std::size_t UdpSocket::readable() const {
    return datagrams_.empty() ? 0 : datagrams_.front().bytes.size();
}

Received UdpSocket::read(std::size_t most) {
    if (datagrams_.empty()) return {};
    Received& first = datagrams_.front();
    const auto size = static_cast<std::ptrdiff_t>(std::min(most, first.bytes.size()));
    Received piece{first.from, {first.bytes.begin(), first.bytes.begin() + size}};
    first.bytes.erase(first.bytes.begin(), first.bytes.begin() + size);
    if (first.bytes.empty()) datagrams_.pop_front();
    return piece;
}

void UdpSocket::redirect(SocketSink* sink) {
    sink_ = sink;
    while (sink_ != nullptr && !datagrams_.empty()) {
        const Received waiting = std::move(datagrams_.front());
        datagrams_.pop_front();
        sink_->on_received(waiting.bytes);
    }
}

}  // namespace sara::internet
