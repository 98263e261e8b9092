#pragma once

#include "models/internet/client_parts.hpp"
#include "models/internet/socket_error.hpp"
#include "models/internet/socket_options.hpp"
#include "models/network/endpoint.hpp"
#include "models/result.hpp"
#include "sim/trace.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace sara::internet {

/// As +USOCR numbers them.  [at-commands 2.7]
enum class Protocol : std::uint8_t { Tcp = 6, Udp = 17 };

/// As +USOCTL=<s>,10 numbers them.  [R4 18.23]
enum class TcpState : std::uint8_t {
    Inactive = 0,
    Listen = 1,
    SynSent = 2,
    Established = 4,
    CloseWait = 7  ///< the peer closed, what it said is not yet read
};

/// What a read gives.
struct Received {
    network::Endpoint from;
    std::vector<std::uint8_t> bytes;
};

/// Takes what arrives instead of the socket's buffer: a direct link.
class SocketSink {
 public:
    virtual void on_received(sim::Bytes bytes) = 0;

    /// The connection is gone, and with it the socket.
    virtual void on_gone() = 0;

 protected:
    ~SocketSink() = default;
};

/// One of the module's sockets.
class Socket {
 public:
    /// Called once when a connection is there or has failed.
    using Connected = std::function<void(SocketError)>;

    /// `connect` takes no longer.  [at-commands 2.7]
    static constexpr sim::Duration kConnectLimit = std::chrono::seconds(130);

    virtual ~Socket() = default;

    virtual Protocol protocol() const = 0;
    virtual TcpState state() const = 0;

    /// Connects to a name or address; UDP remembers it as where +USOWR sends to.
    virtual void connect(const network::Endpoint& to, Connected done) = 0;
    virtual bool is_connecting() const = 0;

    /// Queues bytes for the peer.  0: the peer has closed.
    virtual Result<std::size_t, SocketError> write(sim::Bytes bytes) = 0;

    /// UDP: sends one datagram there.
    virtual Result<std::size_t, SocketError> send_to(const network::Endpoint& to,
                                                     sim::Bytes bytes) = 0;

    /// TCP: all that can be read; UDP: what is left of the first datagram.
    virtual std::size_t readable() const = 0;

    /// Up to `most` bytes; none if there are none.
    virtual Received read(std::size_t most) = 0;

    /// True if nothing will ever be read or written again.
    virtual bool is_over() const = 0;

    /// Where it is connected to.
    virtual std::optional<network::Endpoint> peer() const = 0;

    /// From now on what arrives goes there, what is buffered at once.  nullptr: to the buffer
    /// again.
    virtual void redirect(SocketSink* sink) = 0;

    /// The network is gone: whoever waits for a connection or has redirected the socket hears it.
    virtual void drop() = 0;

    SocketOptions options;
    SocketError error = SocketError::None;  ///< the last one
    std::uint64_t sent_bytes = 0;
    std::uint64_t received_bytes = 0;
    std::optional<int> security_profile;  ///< +USOSEC
};

/// What sockets tell about themselves.
class SocketEvents {
 public:
    virtual void on_readable(int socket) = 0;  ///< data came into an empty buffer
    virtual void on_over(int socket) = 0;      ///< closed by the peer or broken, nothing is left
    virtual void on_accepted(int socket, std::unique_ptr<network::Stream> stream,
                             const network::Endpoint& peer) = 0;

 protected:
    ~SocketEvents() = default;
};

}  // namespace sara::internet
