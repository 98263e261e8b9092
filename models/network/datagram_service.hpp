#pragma once

#include "sim/trace.hpp"

#include <cstdint>

namespace sara::network {

/// A program of the virtual network behind a UDP port.  VirtualNetwork::send_datagram is its way
/// back.
class DatagramService {
 public:
    /// A datagram of the module came, sent from that port of the module.
    virtual void on_datagram(std::uint16_t from_port, sim::Bytes bytes) = 0;

 protected:
    ~DatagramService() = default;
};

}  // namespace sara::network
