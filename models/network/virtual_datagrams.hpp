#pragma once

#include "models/network/datagram_service.hpp"
#include "models/network/datagrams.hpp"
#include "models/network/flow.hpp"
#include "models/network/virtual_internet.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace sara::network {

class VirtualDatagrams;

/// UDP ports that the module has open.
using OpenPorts = std::map<std::uint16_t, VirtualDatagrams*>;

/// A UDP port towards the virtual network.
class VirtualDatagrams final : public Datagrams {
 public:
    /// `ports` has this one as long as it is open.
    VirtualDatagrams(VirtualParts parts, std::uint16_t port, OpenPorts& ports,
                     DatagramListener& listener);
    VirtualDatagrams(const VirtualDatagrams&) = delete;
    VirtualDatagrams& operator=(const VirtualDatagrams&) = delete;
    ~VirtualDatagrams() override { ports_.erase(port_); }

    std::uint16_t port() const override { return port_; }
    void send(const Endpoint& to, sim::Bytes bytes) override;

    /// A datagram for this port sets out.
    void bring(const Endpoint& from, sim::Bytes bytes, sim::Duration hold = {});

 private:
    void on_heard(const Endpoint& to, const std::vector<std::uint8_t>& bytes);

    VirtualParts parts_;
    std::uint16_t port_;
    OpenPorts& ports_;
    DatagramListener& listener_;
    Flow up_;
    Flow down_;
};

}  // namespace sara::network
