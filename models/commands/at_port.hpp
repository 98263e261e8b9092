#pragma once

#include "models/at/interpreter.hpp"
#include "models/at/settings.hpp"
#include "models/at/uart.hpp"
#include "models/commands/families.hpp"
#include "sim/line.hpp"

#include <string_view>

namespace sara::commands {

/// Which of the module's serial ports.
enum class PortRole { Primary = 1, Auxiliary = 2 };

/// A UART with everything behind it: settings, commands, interpreter.  It begins to listen when it
/// is made, with the greeting if there is one, and destroying it is the loss of power or a reset.
class AtPort final : private Sleeper {
 public:
    AtPort(Device& device, sim::LineEnd& end, PortRole role);
    AtPort(const AtPort&) = delete;
    AtPort& operator=(const AtPort&) = delete;
    ~AtPort();

    at::Interpreter& interpreter() { return interpreter_; }
    const at::Settings& settings() const { return settings_; }

    /// Speed the UART runs at; 0 while it is not yet known.
    std::uint32_t baud() const { return end_.settings().baud; }

 private:
    bool is_asleep() const override { return uart_.is_asleep() && uart_.is_drained(); }
    void greet();

    sim::LineEnd& end_;
    at::Settings settings_;
    PortContext context_;
    Families families_;
    at::Uart uart_;
    at::Interpreter interpreter_;
};

}  // namespace sara::commands
