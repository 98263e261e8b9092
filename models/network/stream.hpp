#pragma once

#include "models/network/endpoint.hpp"
#include "models/network/error.hpp"
#include "sim/trace.hpp"

#include <cstddef>
#include <memory>

namespace sara::network {

/// Who hears what happens on a TCP connection.  A listener may destroy the Stream in any of these.
class StreamListener {
 public:
    /// The connection is there; from now on `send` has effect.
    virtual void on_connected(const Endpoint& peer) = 0;

    /// It could not be set up, or broke.  Nothing follows.
    virtual void on_failed(Error error) = 0;

    virtual void on_received(sim::Bytes bytes) = 0;

    /// The far end acknowledged that many more bytes.
    virtual void on_sent(std::size_t bytes) = 0;

    /// The far end closed in order.  Nothing follows.
    virtual void on_closed() = 0;

 protected:
    ~StreamListener() = default;
};

/// A TCP connection.  Destroying it closes the connection; nothing is heard of it then.
class Stream {
 public:
    virtual ~Stream() = default;
    virtual void send(sim::Bytes bytes) = 0;

    /// Who hears from now on: an accepted connection begins without anybody.
    virtual void listen(StreamListener& listener) = 0;
};

/// Who takes connections that others make to us.
class AcceptListener {
 public:
    /// `stream` is connected already.
    virtual void on_accepted(std::unique_ptr<Stream> stream, const Endpoint& peer) = 0;

 protected:
    ~AcceptListener() = default;
};

/// A port that waits for connections.  Destroying it refuses them from now on.
class Acceptor {
 public:
    virtual ~Acceptor() = default;
};

}  // namespace sara::network
