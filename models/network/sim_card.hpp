#pragma once

#include "models/listeners.hpp"
#include "models/network/sim_chip.hpp"
#include "sim/scheduler.hpp"

#include <string_view>

namespace sara::network {

/// What the module can do with its SIM.  [module-behaviour 8]
enum class SimState {
    Absent,  ///< no card, or none that has a supply
    Initialising,
    PinRequired,
    PukRequired,
    Blocked,  ///< the PUK was wrong too often: for ever
    Ready
};

/// Who hears of the SIM.
class SimListener {
 public:
    virtual void on_sim_changed(SimState state) = 0;

 protected:
    ~SimListener() = default;
};

/// The module's side of the SIM: initialisation after boot, PIN entry.  [module-behaviour 8]
class SimCard final : private SimHolderListener {
 public:
    /// `initialisation`: from the supply to the first answer.
    SimCard(sim::Scheduler& scheduler, SimChip& chip, sim::Duration initialisation);

    SimState state() const;
    bool is_ready() const { return state() == SimState::Ready; }
    const SimSpec& data() const { return chip_.data(); }

    /// The PIN, if it is asked for; NotAllowed otherwise.
    PinVerdict enter_pin(std::string_view pin);

    /// PUK and new PIN; NotAllowed unless the PUK is asked for.
    PinVerdict unblock(std::string_view puk, std::string_view new_pin);

    PinVerdict enable_pin(bool enabled, std::string_view pin);
    PinVerdict change_pin(std::string_view old_pin, std::string_view new_pin);

    void deactivate();  ///< +CFUN=19: the card has no supply
    void activate();    ///< initialises a card that was deactivated

    Listeners<SimListener>& listeners() { return listeners_; }

 private:
    void on_card_moved(bool present) override;
    void tell_if_changed();

    SimChip& chip_;
    sim::Duration initialisation_;
    bool is_active_ = true;
    SimState told_ = SimState::Initialising;
    Listeners<SimListener> listeners_;
    sim::Timer initialised_;
    Subscription<SimHolderListener> holder_;
};

}  // namespace sara::network
