#pragma once

#include <cstdint>

namespace sara::at {

class Reply;

/// Who waits for the answer of a command that answers later: its interpreter.
class Completer {
 public:
    virtual void complete(std::uint64_t serial, Reply reply) = 0;
    virtual bool is_waiting_for(std::uint64_t serial) const = 0;

 protected:
    ~Completer() = default;
};

/// A command whose handler answered Reply::later.  Copies are cheap and fit a timer's callback; a
/// copy kept too long does no harm: a command that was aborted has nobody waiting.
class PendingCommand {
 public:
    PendingCommand() = default;
    PendingCommand(Completer& completer, std::uint64_t serial)
        : completer_(&completer), serial_(serial) {}

    /// True until `finish`, an abort or the next command.
    bool is_open() const { return completer_ != nullptr && completer_->is_waiting_for(serial_); }

    /// Ends the command with that reply; without effect if it is not open.
    void finish(Reply reply) const;

 private:
    Completer* completer_ = nullptr;
    std::uint64_t serial_ = 0;
};

}  // namespace sara::at
