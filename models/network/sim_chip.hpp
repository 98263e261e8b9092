#pragma once

#include "models/listeners.hpp"
#include "models/network/network_spec.hpp"

#include <string_view>
#include <utility>

namespace sara::network {

/// How the card answers to a PIN or PUK.
enum class PinVerdict {
    Ok,
    Wrong,      ///< one try less
    Blocked,    ///< no tries left: nothing was compared
    NotAllowed  ///< not asked for in this state
};

/// Who hears that the card is drawn or put in.
class SimHolderListener {
 public:
    virtual void on_card_moved(bool present) = 0;

 protected:
    ~SimHolderListener() = default;
};

/// The card itself.  PIN, PUK and their counters are on it, so they outlive the supply, a reset, a
/// firmware update and +UFACTORY; only the session, in which the PIN was once given, ends when
/// the card loses its supply.  It belongs to the world, not to the module.  [module-behaviour 8]
class SimChip {
 public:
    explicit SimChip(SimSpec spec) : data_(std::move(spec)) {}

    const SimSpec& data() const { return data_; }

    bool is_present() const { return data_.present; }

    /// The card is drawn or put in; its session ends with it.
    void set_present(bool present);

    Listeners<SimHolderListener>& listeners() { return listeners_; }

    bool is_pin_blocked() const { return data_.pin_tries == 0; }
    bool is_puk_blocked() const { return data_.puk_tries == 0; }

    /// False until the PIN was given in this session, if the card asks for it.
    bool is_open() const { return !is_pin_blocked() && (is_verified_ || !data_.pin_enabled); }

    /// VERIFY PIN
    PinVerdict verify(std::string_view pin);

    /// RESET RETRY COUNTER: the PUK and a new PIN.
    PinVerdict unblock(std::string_view puk, std::string_view new_pin);

    /// ENABLE PIN, DISABLE PIN
    PinVerdict enable_pin(bool enabled, std::string_view pin);

    /// CHANGE PIN; NotAllowed while the PIN is disabled.
    PinVerdict change_pin(std::string_view old_pin, std::string_view new_pin);

    /// The card loses its supply.
    void power_off() { is_verified_ = false; }

 private:
    PinVerdict compare(std::string_view pin);

    SimSpec data_;
    bool is_verified_ = false;
    Listeners<SimHolderListener> listeners_;
};

}  // namespace sara::network
