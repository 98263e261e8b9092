#include "models/commands/sim_card.hpp"

#include <utility>

namespace sara::commands {

SimCard::SimCard(sim::Scheduler& scheduler, const products::Profile& profile)
    : profile_(profile), initialised_(scheduler.after(profile.sim_init, "SIM", [] {})) {}

std::optional<at::CmeError> SimCard::error() const {
    if (!profile_.sim_present || !is_active_) return at::CmeError::SimNotInserted;
    if (initialised_.is_running()) return at::CmeError::SimBusy;
    return std::nullopt;
}

void SimCard::deactivate() {
    is_active_ = false;
    initialised_.cancel();
}

void SimCard::activate() {
    if (!std::exchange(is_active_, true)) initialised_.restart(profile_.sim_init);
}

}  // namespace sara::commands
