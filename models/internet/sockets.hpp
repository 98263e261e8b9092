#pragma once

#include "models/internet/client_parts.hpp"
#include "models/internet/socket.hpp"
#include "models/internet/tcp_socket.hpp"
#include "models/network/packet_service.hpp"
#include "models/result.hpp"
#include "sim/scheduler.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace sara::internet {

/// Who hears of all sockets.  [at-commands 2.7]
class SocketsListener {
 public:
    virtual void on_socket_readable(int socket, std::size_t bytes) = 0;
    virtual void on_socket_closed(int socket) = 0;  ///< its number is free again
    virtual void on_socket_accepted(int socket, const network::Endpoint& peer, int listening,
                                    const network::Endpoint& local) = 0;

 protected:
    ~SocketsListener() = default;
};

/// The module's sockets, 0 to 6.  [R4 18.1]
class Sockets final : private SocketEvents, private network::PacketListener {
 public:
    Sockets(const ClientParts& parts, SocketsListener& listener);
    Sockets(const Sockets&) = delete;
    Sockets& operator=(const Sockets&) = delete;

    /// The lowest free number.
    Result<int, SocketError> create(Protocol protocol, std::uint16_t local_port);

    /// nullptr if there is no such socket.
    Socket* find(int id);

    /// Connects a socket; one that fails is freed, `done` told first.
    void connect(int id, const network::Endpoint& to, Socket::Connected done);

    Result<void, SocketError> listen(int id, std::uint16_t port);

    /// Reads; what is left, or the end, is told to the listener.
    Received read(int id, std::size_t most);

    /// Frees a socket because of that error.
    void abandon(int id, SocketError error);

    /// Frees a socket without a word.
    void close(int id);

    /// +USOER: the last error, which is forgotten.
    SocketError take_error();
    void note_error(SocketError error) { last_error_ = error; }

    static constexpr std::size_t kSockets = 7;

 private:
    void on_readable(int socket) override;
    void on_over(int socket) override;
    void on_accepted(int socket, std::unique_ptr<network::Stream> stream,
                     const network::Endpoint& peer) override;
    void on_packets_up() override {}
    void on_packets_down() override;

    void bury(int id);
    void bury_dead();
    std::optional<std::size_t> free_place() const;

    ClientParts parts_;
    SocketsListener& listener_;
    std::array<std::unique_ptr<Socket>, kSockets> sockets_;
    SocketError last_error_ = SocketError::None;
    std::array<bool, kSockets> is_dead_{};  ///< told its end; freed outside of its own call
    sim::Timer burial_;
    Subscription<network::PacketListener> subscription_;
};

}  // namespace sara::internet
