#pragma once

#include "sim/trace.hpp"

#include <string_view>

namespace sara::at {

class Settings;

/// Where an interpreter's bytes go: a UART, or a channel of the multiplexer.
class Port {
 public:
    /// Name for the trace, e.g. "uart".
    virtual std::string_view name() const = 0;

    /// False before the speed is known: nothing may be sent.  [AD 13]
    virtual bool is_open() const = 0;

    virtual void send(std::string_view bytes) = 0;

    /// True if all that was sent has left, or cannot leave because the DTE holds it back.
    virtual bool is_drained() const = 0;

    /// Settings may have changed: takes over speed, frame and lines.
    virtual void apply(const Settings& settings) = 0;

    /// A data connection is there, or gone: DCD and DSR.
    virtual void set_carrier(bool on) = 0;

 protected:
    ~Port() = default;
};

/// Who hears what comes in at a port: the interpreter.
class PortListener {
 public:
    virtual void on_bytes(sim::Bytes bytes) = 0;
    virtual void on_open() = 0;     ///< is_open has become true
    virtual void on_closed() = 0;   ///< is_open has become false again
    virtual void on_drained() = 0;  ///< is_drained has become true
    virtual void on_dtr_off() = 0;  ///< and &D is not 0

 protected:
    ~PortListener() = default;
};

}  // namespace sara::at
