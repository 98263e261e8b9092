#include "models/commands/delayed_answer.hpp"

#include <utility>

namespace sara::commands {

DelayedAnswer::DelayedAnswer(sim::Scheduler& scheduler, const char* name)
    : due_(scheduler.timer(name, [this] { command_.finish(perform_()); })) {}

at::Reply DelayedAnswer::after(sim::Duration length, at::PendingCommand command,
                               std::function<at::Reply()> perform) {
    command_ = command;
    perform_ = std::move(perform);
    due_.restart(length);
    return at::Reply::later();
}

}  // namespace sara::commands
