#pragma once

#include "models/at/pending.hpp"
#include "models/at/reply.hpp"
#include "sim/scheduler.hpp"

#include <functional>

namespace sara::commands {

/// A command whose effect comes with its answer, after a procedure of the network: who aborts it
/// finds everything as it was.  [at-syntax 5]
class DelayedAnswer {
 public:
    DelayedAnswer(sim::Scheduler& scheduler, const char* name);
    DelayedAnswer(const DelayedAnswer&) = delete;
    DelayedAnswer& operator=(const DelayedAnswer&) = delete;

    /// In `length` lets `perform` do the work and answers what it says.
    at::Reply after(sim::Duration length, at::PendingCommand command,
                    std::function<at::Reply()> perform);

    /// The work is not done any more.
    void cancel() { due_.cancel(); }

 private:
    at::PendingCommand command_;
    std::function<at::Reply()> perform_;
    sim::Timer due_;
};

}  // namespace sara::commands
