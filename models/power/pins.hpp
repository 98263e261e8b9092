#pragma once

#include "models/products/product.hpp"
#include "sim/scheduler.hpp"

namespace sara::power {

/// What the widths of the pulses on PWR_ON and RESET_N mean.
class PinListener {
 public:
    virtual ~PinListener() = default;

    virtual void on_pwr_on_pulse() = 0;  ///< PWR_ON was low for an allowed time  [DS T21]
    virtual void on_reset_low() = 0;     ///< RESET_N has been low for 100 ms  [DS T22]
    virtual void on_reset_high() = 0;    ///< RESET_N is high again after that
    virtual void
    on_emergency_off() = 0;  ///< the emergency shutdown sequence is complete [DS 4.2.9]
};

/// The module's two input pins.  Both idle high and are driven low by the application.
class Pins {
 public:
    Pins(sim::Scheduler& scheduler, const products::Product& product, PinListener& listener);

    void set_pwr_on(bool high);
    void set_reset_n(bool high);

    bool pwr_on() const { return pwr_on_; }
    bool reset_n() const { return reset_n_; }

    static constexpr sim::Duration kResetLow = std::chrono::milliseconds(100);  // [DS T22]
    /// Emergency shutdown: PWR_ON low, then RESET_N low; PWR_ON high after this long ...
    static constexpr sim::Duration kEmergencyPwrOnLow = std::chrono::seconds(23);  // [DS 4.2.9]
    /// ... and RESET_N high after this much more.
    static constexpr sim::Duration kEmergencyResetLow = std::chrono::milliseconds(1500);

 private:
    bool is_emergency() const;

    sim::Scheduler& scheduler_;
    const products::Product& product_;
    PinListener& listener_;
    bool pwr_on_ = true;
    bool reset_n_ = true;
    sim::Time pwr_on_fell_{};
    sim::Time pwr_on_rose_{};
    sim::Time reset_fell_{};
    bool in_reset_ = false;
    sim::Timer reset_low_;
};

}  // namespace sara::power
