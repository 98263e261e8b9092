#pragma once

#include "models/commands/at_port.hpp"
#include "models/commands/device.hpp"
#include "models/commands/urcs.hpp"
#include "sim/line.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sara {

/// The firmware while it runs: what its AT ports share, and the ports.
class Operation {
 public:
    Operation(commands::Parts lent, sim::Line& uart, sim::Line& aux)
        : device_(std::move(lent)), primary_(device_, uart.dce(), commands::PortRole::Primary) {
        if (device_.usio() == commands::Device::kUsioTwoPorts) {
            auxiliary_ = std::make_unique<commands::AtPort>(device_, aux.dce(),
                                                            commands::PortRole::Auxiliary);
        }
    }
    /// What deep sleep keeps of it.
    network::Suspended suspend() const { return device_.psm.suspend(); }

    commands::UrcBroadcast& urcs() { return device_.urcs(); }

    /// URCs that its settings let the primary port send now; none while a command runs there.
    std::vector<std::string> interjections() {
        if (!primary_.is_listening()) return {};
        return commands::possible_urcs(primary_.settings());
    }

    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;

 private:
    commands::Device device_;
    commands::AtPort primary_;
    std::unique_ptr<commands::AtPort> auxiliary_;  ///< with +USIO variant 2  [at-syntax 8.1]
};

}  // namespace sara
