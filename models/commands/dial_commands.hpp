#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// Dial-up: D, H and O.  [at-commands 1.3; at-syntax 10]
class DialCommands final : public at::Family {
 public:
    explicit DialCommands(PortContext& context) : context_(context) {}
    static std::span<const at::Command<DialCommands>> commands();

 private:
    at::Reply dial(const at::Request& request);
    at::Reply hang_up(const at::Request& request);
    at::Reply go_online(const at::Request& request);

    PortContext& context_;
};

}  // namespace sara::commands
