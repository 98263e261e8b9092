#pragma once

#include "models/network/stream.hpp"
#include "models/network/virtual_internet.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <deque>
#include <set>

namespace sara::network {

/// A port of the module that waits for callers of the virtual network.
class VirtualAcceptor final : public Acceptor {
 public:
    /// `taken` are the ports in use; this one is in it as long as it waits.
    VirtualAcceptor(VirtualParts parts, std::uint16_t port, std::set<std::uint16_t>& taken,
                    AcceptListener& listener);
    VirtualAcceptor(const VirtualAcceptor&) = delete;
    VirtualAcceptor& operator=(const VirtualAcceptor&) = delete;
    ~VirtualAcceptor() override { taken_.erase(port_); }

 private:
    void on_call(const VirtualServer& caller);

    VirtualParts parts_;
    std::uint16_t port_;
    std::set<std::uint16_t>& taken_;
    AcceptListener& listener_;
    std::deque<sim::Timer> calls_;
};

}  // namespace sara::network
