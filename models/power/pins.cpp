#include "models/power/pins.hpp"

namespace sara::power {

Pins::Pins(sim::Scheduler& scheduler, const products::Product& product, PinListener& listener)
    : scheduler_(scheduler),
      product_(product),
      listener_(listener),
      reset_low_(scheduler.timer("RESET_N", [this] {
          in_reset_ = true;
          listener_.on_reset_low();
      })) {}

void Pins::set_pwr_on(bool high) {
    if (high == pwr_on_) return;
    pwr_on_ = high;
    if (!high) {
        pwr_on_fell_ = scheduler_.now();
        return;
    }
    pwr_on_rose_ = scheduler_.now();
    const sim::Duration width = pwr_on_rose_ - pwr_on_fell_;
    if (width >= product_.pwr_on_min && width <= product_.pwr_on_max) listener_.on_pwr_on_pulse();
}

void Pins::set_reset_n(bool high) {
    if (high == reset_n_) return;
    reset_n_ = high;
    if (!high) {
        reset_fell_ = scheduler_.now();
        reset_low_.restart(kResetLow);
        return;
    }
    reset_low_.cancel();
    if (!in_reset_) return;
    in_reset_ = false;
    if (is_emergency()) {
        listener_.on_emergency_off();
    } else {
        listener_.on_reset_high();
    }
}

bool Pins::is_emergency() const {
    return pwr_on_ && pwr_on_fell_ <= reset_fell_ && pwr_on_rose_ >= reset_fell_ &&
           pwr_on_rose_ - pwr_on_fell_ >= kEmergencyPwrOnLow &&
           scheduler_.now() - pwr_on_rose_ >= kEmergencyResetLow;
}

}  // namespace sara::power
