#pragma once

#include "models/at/interpreter.hpp"
#include "models/at/port_switch.hpp"
#include "models/at/settings.hpp"
#include "models/at/uart.hpp"
#include "models/commands/at_session.hpp"
#include "models/commands/mux_ports.hpp"
#include "sim/line.hpp"

#include <optional>
#include <string_view>

namespace sara::commands {

/// Which of the module's serial ports.
enum class PortRole { Primary = 1, Auxiliary = 2 };

/// A UART with everything behind it: settings, commands, interpreter, multiplexer.  It begins to
/// listen when it is made, with the greeting if there is one, and destroying it is the loss of
/// power or a reset.
class AtPort final : private Sleeper {
 public:
    AtPort(Device& device, sim::LineEnd& end, PortRole role);
    AtPort(const AtPort&) = delete;
    AtPort& operator=(const AtPort&) = delete;
    ~AtPort();

    at::Interpreter& interpreter() { return session_->interpreter(); }
    const at::Settings& settings() const { return settings_; }

    /// Its speed is known, and it awaits a command.
    bool is_listening() const {
        return uart_.is_open() && session_->interpreter().mode() == at::Mode::Command;
    }

    /// Speed the UART runs at; 0 while it is not yet known.
    std::uint32_t baud() const { return end_.settings().baud; }

 private:
    bool is_asleep() const override { return uart_.is_asleep() && uart_.is_drained(); }
    void greet();

    sim::LineEnd& end_;
    at::Settings settings_;
    Device& device_;
    at::Uart uart_;
    at::PortSwitch own_;                ///< the UART without a multiplexer
    std::optional<MuxPorts> channels_;  ///< the primary UART's
    std::optional<AtSession> session_;
};

}  // namespace sara::commands
