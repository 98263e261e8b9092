#include "models/network/sim_card.hpp"

#include <utility>

namespace sara::network {

SimCard::SimCard(sim::Scheduler& scheduler, SimChip& chip, sim::Duration initialisation)
    : chip_(chip),
      initialisation_(initialisation),
      has_card_(chip.is_present()),
      initialised_(scheduler.after(initialisation, "SIM", [this] { tell_if_changed(); })),
      holder_(chip.listeners(), *this) {}

SimState SimCard::state() const {
    if (!has_card_ || !is_active_) return SimState::Absent;
    if (initialised_.is_running()) return SimState::Initialising;
    if (!chip_.is_present()) return told_;  // drawn, and nobody has noticed
    if (chip_.is_puk_blocked()) return SimState::Blocked;
    if (chip_.is_pin_blocked()) return SimState::PukRequired;
    return chip_.is_open() ? SimState::Ready : SimState::PinRequired;
}

PinVerdict SimCard::enter_pin(std::string_view pin) {
    if (state() != SimState::PinRequired) return PinVerdict::NotAllowed;
    const PinVerdict verdict = chip_.verify(pin);
    tell_if_changed();
    return verdict;
}

PinVerdict SimCard::unblock(std::string_view puk, std::string_view new_pin) {
    if (state() != SimState::PukRequired) return PinVerdict::NotAllowed;
    const PinVerdict verdict = chip_.unblock(puk, new_pin);
    tell_if_changed();
    return verdict;
}

PinVerdict SimCard::enable_pin(bool enabled, std::string_view pin) {
    const PinVerdict verdict = chip_.enable_pin(enabled, pin);
    tell_if_changed();
    return verdict;
}

PinVerdict SimCard::change_pin(std::string_view old_pin, std::string_view new_pin) {
    const PinVerdict verdict = chip_.change_pin(old_pin, new_pin);
    tell_if_changed();
    return verdict;
}

void SimCard::deactivate() {
    is_active_ = false;
    initialised_.cancel();
    chip_.power_off();
    tell_if_changed();
}

void SimCard::activate() {
    if (std::exchange(is_active_, true)) return;
    has_card_ = chip_.is_present();
    if (has_card_) initialised_.restart(initialisation_);
}

/// The holder's switch tells at once; without it the module goes on with what it has read.
void SimCard::on_card_moved(bool present) {
    if (!is_watched_ || !is_watched_()) return;
    has_card_ = present;
    if (present && is_active_) {
        initialised_.restart(initialisation_);
    } else {
        initialised_.cancel();
    }
    tell_if_changed();
}

void SimCard::tell_if_changed() {
    const SimState now = state();
    if (std::exchange(told_, now) != now) listeners_.tell(&SimListener::on_sim_changed, now);
}

}  // namespace sara::network
