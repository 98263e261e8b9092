#pragma once

#include "models/network/endpoint.hpp"
#include "models/network/error.hpp"
#include "models/network/flow.hpp"
#include "models/network/virtual_internet.hpp"
#include "models/result.hpp"
#include "sim/scheduler.hpp"

#include <functional>
#include <string>

namespace sara::network {

/// Sets up a TCP connection of the virtual network: asks DNS for the name, then shakes hands.
class VirtualDial {
 public:
    /// May destroy the dial.
    using Done = std::function<void(Result<VirtualServer*, Error>)>;

    /// The flows are those of the connection to be.
    VirtualDial(VirtualParts parts, Flow& up, Flow& down, Endpoint to, Done done);

    /// The server's address, once the name is known.
    const std::string& address() const { return address_; }

 private:
    void look_up();
    void shake_hands();
    void on_knock();
    void answer(Result<VirtualServer*, Error> outcome);
    void finish(Result<VirtualServer*, Error> outcome);

    VirtualParts parts_;
    Flow& up_;
    Flow& down_;
    Endpoint to_;
    Done done_;
    std::string address_;
    sim::Timer silence_;
};

/// Sizes of packets that carry no payload of a client.
inline constexpr std::size_t kHandshakeBytes = 40;  ///< IPv4 and TCP headers  [RFC 9293]
inline constexpr std::size_t kDnsBytes = 80;        ///< a short name, asked or answered

}  // namespace sara::network
