#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// +CMUX: several channels over one UART.  [TS 27.007 5.7; at-syntax 9]
class MuxCommands final : public at::Family {
 public:
    explicit MuxCommands(PortContext& context) : multiplexing_(context.multiplexing) {}
    static std::span<const at::Command<MuxCommands>> commands();

 private:
    at::Reply start(const at::Request& request);
    at::Reply read(const at::Request& request);
    at::Reply values(const at::Request& request);

    Multiplexing* multiplexing_;  ///< nullptr: this port has none
};

}  // namespace sara::commands
