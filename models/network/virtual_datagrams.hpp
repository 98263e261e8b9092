#pragma once

#include "models/network/datagrams.hpp"
#include "models/network/flow.hpp"
#include "models/network/virtual_internet.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace sara::network {

/// A UDP port towards the virtual network.
class VirtualDatagrams final : public Datagrams {
 public:
    /// `taken` are the ports in use; this one is in it as long as it is open.
    VirtualDatagrams(VirtualParts parts, std::uint16_t port, std::set<std::uint16_t>& taken,
                     DatagramListener& listener);
    VirtualDatagrams(const VirtualDatagrams&) = delete;
    VirtualDatagrams& operator=(const VirtualDatagrams&) = delete;
    ~VirtualDatagrams() override { taken_.erase(port_); }

    void send(const Endpoint& to, sim::Bytes bytes) override;

 private:
    void on_heard(const Endpoint& to, const std::vector<std::uint8_t>& bytes);

    VirtualParts parts_;
    std::uint16_t port_;
    std::set<std::uint16_t>& taken_;
    DatagramListener& listener_;
    Flow up_;
    Flow down_;
};

}  // namespace sara::network
