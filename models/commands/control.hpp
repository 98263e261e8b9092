#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// What is on: +CFUN, +CPWROFF, +CPAS.  [module-behaviour 4, 5]
class ControlCommands final : public at::Family {
 public:
    explicit ControlCommands(PortContext& context) : device_(context.device) {}
    static std::span<const at::Command<ControlCommands>> commands();

 private:
    at::Reply set_cfun(const at::Request& request);
    at::Reply read_cfun(const at::Request& request);
    at::Reply power_off(const at::Request& request);
    at::Reply activity(const at::Request& request);
    at::Reply activities(const at::Request& request);
    at::Reply set_power_mode(int mode);
    at::Reply reset_into(int mode);
    at::Reply reset(power::Reset how);
    at::Reply shut_down(power::Shutdown how);

    Device& device_;
};

}  // namespace sara::commands
