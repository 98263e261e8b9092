#include "models/internet/sockets.hpp"

#include "models/internet/udp_socket.hpp"

#include <utility>

namespace sara::internet {

Sockets::Sockets(const ClientParts& parts, SocketsListener& listener)
    : parts_(parts),
      listener_(listener),
      burial_(parts.scheduler.timer("socket freed", [this] { bury_dead(); })),
      subscription_(parts.packets.listeners(), *this) {}

std::optional<std::size_t> Sockets::free_place() const {
    for (std::size_t place = 0; place < kSockets; ++place) {
        if (sockets_[place] == nullptr && !is_dead_[place]) return place;
    }
    return std::nullopt;
}

Result<int, SocketError> Sockets::create(Protocol protocol, std::uint16_t local_port) {
    const auto place = free_place();
    if (!place) return SocketError::TooMany;
    const int id = static_cast<int>(*place);
    SocketEvents& events = *this;
    if (protocol == Protocol::Tcp) {
        sockets_[*place] = std::make_unique<TcpSocket>(parts_, id, events);
    } else {
        sockets_[*place] = std::make_unique<UdpSocket>(parts_, id, events, local_port);
    }
    return id;
}

Socket* Sockets::find(int id) {
    const auto place = static_cast<std::size_t>(id);
    if (id < 0 || place >= kSockets || is_dead_[place]) return nullptr;
    return sockets_[place].get();
}

void Sockets::connect(int id, const network::Endpoint& to, Socket::Connected done) {
    sockets_[static_cast<std::size_t>(id)]->connect(
        to, [this, id, done = std::move(done)](SocketError outcome) {
            if (outcome != SocketError::None) note_error(outcome);
            done(outcome);
            if (outcome != SocketError::None) bury(id);
        });
}

Result<void, SocketError> Sockets::listen(int id, std::uint16_t port) {
    Socket* socket = find(id);
    if (socket == nullptr || socket->protocol() != Protocol::Tcp) return SocketError::BadSocket;
    if (!parts_.packets.is_up()) return SocketError::Unreachable;
    return static_cast<TcpSocket*>(socket)->listen(port);
}

Received Sockets::read(int id, std::size_t most) {
    Socket& socket = *sockets_[static_cast<std::size_t>(id)];
    Received received = socket.read(most);
    if (socket.readable() > 0) {
        on_readable(id);
    } else if (socket.is_over()) {
        on_over(id);
    }
    return received;
}

void Sockets::abandon(int id, SocketError error) {
    sockets_[static_cast<std::size_t>(id)]->drop();
    note_error(error);
    bury(id);
}

// Another port may wait for the connection or be linked to it.
void Sockets::close(int id) {
    const auto place = static_cast<std::size_t>(id);
    sockets_[place]->drop();
    sockets_[place].reset();
}

SocketError Sockets::take_error() {
    return std::exchange(last_error_, SocketError::None);
}

void Sockets::on_readable(int socket) {
    listener_.on_socket_readable(socket, sockets_[static_cast<std::size_t>(socket)]->readable());
}

void Sockets::on_over(int socket) {
    const SocketError error = sockets_[static_cast<std::size_t>(socket)]->error;
    if (error != SocketError::None) note_error(error);
    bury(socket);
}

void Sockets::on_accepted(int socket, std::unique_ptr<network::Stream> stream,
                          const network::Endpoint& peer) {
    const auto place = free_place();
    if (!place) return;  // the caller finds the connection closed
    const auto& listening = static_cast<TcpSocket&>(*sockets_[static_cast<std::size_t>(socket)]);
    const int id = static_cast<int>(*place);
    SocketEvents& events = *this;
    sockets_[*place] = std::make_unique<TcpSocket>(parts_, id, events, std::move(stream), peer);
    const auto address = parts_.packets.address();
    listener_.on_socket_accepted(
        id, peer, socket, {address ? address->text() : "0.0.0.0", listening.listening_port()});
}

// The profile is gone, and every socket with it.  [module-behaviour 10]
void Sockets::on_packets_down() {
    for (std::size_t place = 0; place < kSockets; ++place) {
        if (sockets_[place] != nullptr && !is_dead_[place]) {
            sockets_[place]->drop();
            bury(static_cast<int>(place));
        }
    }
}

// A socket says its last word from within one of its own functions: it goes a moment later.
void Sockets::bury(int id) {
    const auto place = static_cast<std::size_t>(id);
    if (is_dead_[place] || sockets_[place] == nullptr) return;
    is_dead_[place] = true;
    listener_.on_socket_closed(id);
    burial_.restart({});
}

void Sockets::bury_dead() {
    for (std::size_t place = 0; place < kSockets; ++place) {
        if (std::exchange(is_dead_[place], false)) sockets_[place].reset();
    }
}

}  // namespace sara::internet
