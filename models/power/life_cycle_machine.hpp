#pragma once

#include "models/power/boot_target.hpp"
#include "models/transition.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace sara::power {

/// The module's life: what is powered, what boots, what runs.  [module-behaviour 3]
enum class State {
    NotPowered,
    PowerOff,
    Booting,
    Active,
    FwUpdateMode,
    FwInstall,
    NoFirmware,  ///< no image that boots: silent until flashed  [R01 6]
    Flashing,    ///< EasyFlash has stopped the boot  [R01 6]
    ShuttingDown,
    Resetting,
    Halted,    ///< +CFUN=127: only RESET_N or a power cycle wakes it  [module-behaviour 4]
    DeepSleep  ///< PSM or eDRX: V_INT is off, the clock runs  [AD 8.1]
};

/// What the table's actions do.  `entered` and `refused` are for the trace.
class Effects {
 public:
    virtual ~Effects() = default;

    virtual void entered(std::string_view state) = 0;
    virtual void refused(std::string_view event) = 0;

    virtual void start_boot() = 0;          ///< the boot ROM listens for EasyFlash meanwhile
    virtual void stop_boot() = 0;           ///< EasyFlash is there
    virtual void start_operation() = 0;     ///< AT interpreter up  [module-behaviour 3.2]
    virtual void start_update_mode() = 0;   ///< Xmodem receiver up  [R01 3.1]
    virtual void start_installation() = 0;  ///< validation and installation  [R01 5.1]
    virtual void start_shutdown() = 0;      ///< AT gone, NVM saved, V_INT falls when done
    virtual void start_deep_sleep() = 0;    ///< V_INT falls, the network's contexts are kept
    virtual void start_reset() = 0;         ///< everything volatile is gone, V_INT stays
    virtual void cut_power() = 0;           ///< everything volatile is gone at once
    virtual void power_off() = 0;           ///< pins tristate, V_INT low
};

/// The life-cycle as a Boost.MSM table (life_cycle_machine.cpp).  Each member function is an event;
/// one the table does not allow in the present state is refused and traced.
class LifeCycle {
 public:
    explicit LifeCycle(Effects& effects);
    ~LifeCycle();

    State state() const;

    void supply_on(bool boots_by_itself);  ///< VCC applied  [DS 8.3]
    void supply_off();                     ///< VCC gone, at any instant
    void pwr_on_pulse();                   ///< PWR_ON low for an allowed time  [DS T21]
    void boot_done(BootTarget target);     ///< the boot ROM has decided
    void flash_tool_found();               ///< EasyFlash said Hello in time
    void shut_down();                      ///< +CPWROFF, +CFUN=10
    void shut_down_done();
    void
    deep_sleep();  ///< PSM or the end of the eDRX paging window, and nothing keeps the module awake
    void wake();   ///< T3412 or eDRX: the next tracking area update or window is due
    void reset();  ///< +CFUN=15/16, +UFWUPD, +UFWINSTALL, end of an update
    void reset_pulled();  ///< RESET_N low for 100 ms  [DS T22]
    void reset_done();
    void update_mode_fell_back();  ///< a FOAT installation failed after a flash write
    void emergency_off();          ///< PWR_ON and RESET_N sequence  [DS 4.2.9]
    void halt();                   ///< +CFUN=127  [module-behaviour 4]

    /// The table in words.
    static std::vector<machine::Transition> transitions();

 private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

std::string_view name_of(State state);

}  // namespace sara::power
