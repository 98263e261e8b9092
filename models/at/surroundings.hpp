#pragma once

#include "models/at/errors.hpp"
#include "models/at/interference.hpp"
#include "sim/time.hpp"

#include <optional>

namespace sara::at {

/// What the interpreter asks of the module around it.
class Surroundings {
 public:
    /// Why commands that need the SIM cannot run now; nothing if they can.  [module-behaviour 8]
    virtual std::optional<CmeError> sim_error() const = 0;

    /// The protocol stack is held down, and with it every command that needs the SIM: ERROR.
    /// [AD 8.4]
    virtual bool is_stack_down() const { return false; }

    /// Time that flash writes took since the last call: answers wait for it.
    virtual sim::Duration take_storage_cost() = 0;

    /// From the end of a line to its answer.  [module-behaviour 13: cmd_latency_ms]
    virtual sim::Duration command_latency() const = 0;

    /// What faults make of lines to come.
    virtual Interference& interference() = 0;

 protected:
    ~Surroundings() = default;
};

}  // namespace sara::at
