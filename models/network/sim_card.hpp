#pragma once

#include "models/listeners.hpp"
#include "models/network/sim_chip.hpp"
#include "sim/scheduler.hpp"

#include <functional>
#include <string_view>
#include <utility>

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

    /// Asks whether the holder's switch is watched: without it a card that is drawn or put in is
    /// noticed when the card is next initialised.  [SI 1.8.2]
    void detect_with(std::function<bool()> is_watched) { is_watched_ = std::move(is_watched); }

    void deactivate();  ///< +CFUN=19: the card has no supply
    void activate();    ///< initialises a card that was deactivated

    Listeners<SimListener>& listeners() { return listeners_; }

 private:
    void on_card_moved(bool present) override;
    void tell_if_changed();

    SimChip& chip_;
    sim::Duration initialisation_;
    std::function<bool()> is_watched_;
    bool has_card_;  ///< as far as the module has noticed
    bool is_active_ = true;
    SimState told_ = SimState::Initialising;
    Listeners<SimListener> listeners_;
    sim::Timer initialised_;
    Subscription<SimHolderListener> holder_;
};

}  // namespace sara::network
