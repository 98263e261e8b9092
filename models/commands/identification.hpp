#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// Who the module is: ATI, +CGMI and their kin.  [at-commands 1.1, 2.1]
class IdentificationCommands final : public at::Family {
 public:
    explicit IdentificationCommands(PortContext& context)
        : parts_(context.device.parts), context_(context) {}
    static std::span<const at::Command<IdentificationCommands>> commands();

 private:
    at::Reply identify(const at::Request& request);
    at::Reply manufacturer(const at::Request& request);
    at::Reply model(const at::Request& request);
    at::Reply revision(const at::Request& request);
    at::Reply serial_number(const at::Request& request);
    at::Reply capabilities(const at::Request& request);
    at::Reply list_commands(const at::Request& request);

    const Parts& parts_;
    PortContext& context_;
};

}  // namespace sara::commands
