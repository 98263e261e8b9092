#pragma once

#include "models/network/registration.hpp"
#include "models/network/sim_card.hpp"
#include "models/storage/nvm.hpp"

namespace sara::commands {

/// What +CFUN sets and reads: which parts of the module are on.  [module-behaviour 4]
class Functionality {
 public:
    static constexpr int kMinimum = 0;
    static constexpr int kFull = 1;
    static constexpr int kAirplane = 4;      ///< the only one that survives a reboot
    static constexpr int kSimOff = 19;       ///< minimum, and the SIM has no supply
    static constexpr int kStkDedicated = 6;  ///< SIM toolkit modes
    static constexpr int kStkRaw = 9;

    /// Takes what is left from before the reboot.  `stack_down`: stack and SIM stay down until
    /// `restore_stack`.
    Functionality(storage::Nvm& nvm, network::SimCard& sim, network::Registration& registration,
                  bool stack_down);

    int power_mode() const { return power_mode_; }
    int stk_mode() const { return stk_mode_; }

    /// 0, 1, 4 or 19.  False: the NVM fails.
    bool set_power_mode(int mode);
    /// +CFUN=126.  [AD 8.4]
    void restore_stack();
    bool is_stack_down() const { return is_stack_down_; }

    void set_stk_mode(int mode) { stk_mode_ = mode; }

    /// `mode` comes into force with the next boot, once.  False: the NVM fails.
    bool set_after_reset(int mode);

 private:
    void enter(int mode);

    storage::Nvm& nvm_;
    network::SimCard& sim_;
    network::Registration& registration_;
    int power_mode_ = kFull;
    int stk_mode_ = 0;
    bool is_stack_down_;
};

}  // namespace sara::commands
