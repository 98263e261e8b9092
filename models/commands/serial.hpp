#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// The UART's settings.  The interpreter hands them to the port when the answer has left.
/// [at-syntax 8; at-commands 1.7]
class SerialCommands final : public at::Family {
 public:
    explicit SerialCommands(PortContext& context)
        : device_(context.device), settings_(context.settings) {}
    static std::span<const at::Command<SerialCommands>> commands();

 private:
    at::Reply set_flow(const at::Request& request);
    at::Reply set_ifc(const at::Request& request);
    at::Reply read_ifc(const at::Request& request);
    at::Reply set_upsv(const at::Request& request);
    at::Reply read_usio(const at::Request& request);

    Device& device_;
    at::Settings& settings_;
};

}  // namespace sara::commands
