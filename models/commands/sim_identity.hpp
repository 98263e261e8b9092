#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// What can be read from the SIM without a network: +CCID, +CIMI, +CPIN?.  [module-behaviour 8]
class SimIdentityCommands final : public at::Family {
 public:
    explicit SimIdentityCommands(PortContext& context) : device_(context.device) {}
    static std::span<const at::Command<SimIdentityCommands>> commands();

 private:
    at::Reply iccid(const at::Request& request);
    at::Reply imsi(const at::Request& request);
    at::Reply pin_state(const at::Request& request);

    Device& device_;
};

}  // namespace sara::commands
