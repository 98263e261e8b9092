#pragma once

#include "models/at/interpreter.hpp"
#include "models/commands/families.hpp"

namespace sara::commands {

/// What stands behind a port that takes AT commands: all families with the port's own settings,
/// and the interpreter.
class AtSession {
 public:
    AtSession(const PortContext& context, at::Port& port)
        : context_(context),
          families_(context_),
          interpreter_(context.device.parts.scheduler, context.device.parts.trace, port,
                       context.settings, context.device, families_.pointers()) {
        context_.urcs = &interpreter_.urcs();
        context_.device.urcs().add(interpreter_.urcs());
    }
    AtSession(const AtSession&) = delete;
    AtSession& operator=(const AtSession&) = delete;
    ~AtSession() { context_.device.urcs().remove(interpreter_.urcs()); }

    at::Interpreter& interpreter() { return interpreter_; }
    const at::Interpreter& interpreter() const { return interpreter_; }

 private:
    PortContext context_;
    Families families_;
    at::Interpreter interpreter_;
};

}  // namespace sara::commands
