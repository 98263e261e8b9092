#pragma once

#include "models/network/endpoint.hpp"
#include "sim/trace.hpp"

#include <cstdint>

namespace sara::network {

/// Who hears the datagrams that arrive at a UDP port.
class DatagramListener {
 public:
    virtual void on_datagram(const Endpoint& from, sim::Bytes bytes) = 0;

 protected:
    ~DatagramListener() = default;
};

/// A UDP port.  Destroying it gives the port up.
class Datagrams {
 public:
    virtual ~Datagrams() = default;

    /// The port that others see.
    virtual std::uint16_t port() const = 0;

    /// Sends a datagram to an address, not a name.  Like the real thing it may never arrive.
    virtual void send(const Endpoint& to, sim::Bytes bytes) = 0;
};

}  // namespace sara::network
