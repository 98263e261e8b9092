#include "models/machine.hpp"

#include "models/power/life_cycle_machine.hpp"

#include <algorithm>
#include <array>

namespace sara::power {

namespace {

using machine::Do;
using machine::Row;
using machine::Table;
using machine::Unless;
using machine::When;

// clang-format off
struct NotPowered   : machine::State<NotPowered> {};
struct PowerOff     : machine::State<PowerOff> {};
struct Booting      : machine::State<Booting> {};
struct Active       : machine::State<Active> {};
struct FwUpdateMode : machine::State<FwUpdateMode> {};
struct FwInstall    : machine::State<FwInstall> {};
struct NoFirmware   : machine::State<NoFirmware> {};
struct Flashing     : machine::State<Flashing> {};
struct ShuttingDown : machine::State<ShuttingDown> {};
struct Resetting    : machine::State<Resetting> {};
struct Halted       : machine::State<Halted> {};
struct DeepSleep    : machine::State<DeepSleep> {};

struct VccOn        { bool boots; };
struct VccOff       {};
struct PwrOnPulse   {};
struct BootTimer    { bool firmware, update_mode, install, nothing; };
struct FlashTool    {};
struct AtCpwroff    {};
struct ShutDownDone {};
struct ResetWanted  {};
struct ResetNLow    {};
struct ResetDone    {};
struct FlashDirty   {};  // a FOAT installation failed after it had written
struct EmergencySeq {};
struct Halt         {};
struct T3324Expired {};  // or EdrxPtwEnd, and the deep-sleep guard holds
struct T3412Expired {};  // or the eDRX cycle

using StartBoot    = Do<&Effects::start_boot>;
using StopBoot     = Do<&Effects::stop_boot>;
using Operate      = Do<&Effects::start_operation>;
using AwaitFile    = Do<&Effects::start_update_mode>;
using Install      = Do<&Effects::start_installation>;
using ShutDown     = Do<&Effects::start_shutdown>;
using Reset        = Do<&Effects::start_reset>;
using Sleep        = Do<&Effects::start_deep_sleep>;
using CutPower     = Do<&Effects::cut_power>;
using SwitchOff    = Do<&Effects::power_off>;

using BootsByItself  = When<&VccOn::boots>;
using NeedsPwrOn     = Unless<&VccOn::boots>;
using FirmwareBoots  = When<&BootTimer::firmware>;
using UpdateModeSet  = When<&BootTimer::update_mode>;
using InstallPending = When<&BootTimer::install>;
using NothingBoots   = When<&BootTimer::nothing>;
using none           = machine::none;
// clang-format on

struct Definition : machine::Definition<Definition, Effects> {
    using initial_state = NotPowered;

    // clang-format off
    struct transition_table : Table<                                  // [module-behaviour 3]
        //   state         event         next state    action      guard
        Row< NotPowered  , VccOn       , Booting     , StartBoot , BootsByItself  >,
        Row< NotPowered  , VccOn       , PowerOff    , none      , NeedsPwrOn     >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< PowerOff    , PwrOnPulse  , Booting     , StartBoot , none           >,
        Row< PowerOff    , ResetNLow   , Resetting   , Reset     , none           >,
        Row< PowerOff    , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< Booting     , BootTimer   , FwInstall   , Install   , InstallPending >,
        Row< Booting     , BootTimer   , FwUpdateMode, AwaitFile , UpdateModeSet  >,
        Row< Booting     , BootTimer   , Active      , Operate   , FirmwareBoots  >,
        Row< Booting     , BootTimer   , NoFirmware  , none      , NothingBoots   >,
        Row< Booting     , FlashTool   , Flashing    , StopBoot  , none           >,  // [R01 6]
        Row< Booting     , ResetNLow   , Resetting   , Reset     , none           >,
        Row< Booting     , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< Booting     , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< Active      , AtCpwroff   , ShuttingDown, ShutDown  , none           >,  // +CPWROFF, +CFUN=10
        Row< Active      , ResetWanted , Resetting   , Reset     , none           >,  // +CFUN=15/16, +UFW...
        Row< Active      , ResetNLow   , Resetting   , Reset     , none           >,
        Row< Active      , T3324Expired, DeepSleep   , Sleep     , none           >,  // [AD 8.1]
        Row< Active      , Halt        , Halted      , SwitchOff , none           >,  // +CFUN=127
        Row< Active      , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< Active      , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< FwUpdateMode, ResetWanted , Resetting   , Reset     , none           >,  // file complete, 109 s
        Row< FwUpdateMode, ResetNLow   , Resetting   , Reset     , none           >,
        Row< FwUpdateMode, EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< FwUpdateMode, VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< FwInstall   , ResetWanted , Resetting   , Reset     , none           >,  // done, or not valid
        Row< FwInstall   , FlashDirty  , FwUpdateMode, AwaitFile , none           >,  // [R01 3.1.1]
        Row< FwInstall   , ResetNLow   , Resetting   , Reset     , none           >,
        Row< FwInstall   , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< FwInstall   , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< NoFirmware  , ResetNLow   , Resetting   , Reset     , none           >,  // silent until flashed
        Row< NoFirmware  , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< NoFirmware  , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< Flashing    , ResetNLow   , Resetting   , Reset     , none           >,  // "reset the module"
        Row< Flashing    , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< Flashing    , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< ShuttingDown, ShutDownDone, PowerOff    , SwitchOff , none           >,
        Row< ShuttingDown, ResetNLow   , Resetting   , Reset     , none           >,
        Row< ShuttingDown, VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< Halted      , ResetNLow   , Resetting   , Reset     , none           >,  // [module-behaviour 4]
        Row< Halted      , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< DeepSleep   , T3412Expired, Booting     , StartBoot , none           >,
        Row< DeepSleep   , PwrOnPulse  , Booting     , StartBoot , none           >,
        Row< DeepSleep   , ResetNLow   , Resetting   , Reset     , none           >,
        Row< DeepSleep   , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< DeepSleep   , VccOff      , NotPowered  , CutPower  , none           >,
        // +-------------+-------------+-------------+-----------+----------------+
        Row< Resetting   , ResetDone   , Booting     , StartBoot , none           >,
        Row< Resetting   , EmergencySeq, PowerOff    , SwitchOff , none           >,
        Row< Resetting   , VccOff      , NotPowered  , CutPower  , none           >
    > {};
    // clang-format on
};

using StateRow = machine::StateRow<State>;

// clang-format off
constexpr auto kStates = std::to_array({
    machine::state_row<Definition, NotPowered>(State::NotPowered),
    machine::state_row<Definition, PowerOff>(State::PowerOff),
    machine::state_row<Definition, Booting>(State::Booting),
    machine::state_row<Definition, Active>(State::Active),
    machine::state_row<Definition, FwUpdateMode>(State::FwUpdateMode),
    machine::state_row<Definition, FwInstall>(State::FwInstall),
    machine::state_row<Definition, NoFirmware>(State::NoFirmware),
    machine::state_row<Definition, Flashing>(State::Flashing),
    machine::state_row<Definition, ShuttingDown>(State::ShuttingDown),
    machine::state_row<Definition, Resetting>(State::Resetting),
    machine::state_row<Definition, Halted>(State::Halted),
    machine::state_row<Definition, DeepSleep>(State::DeepSleep),
});
// clang-format on

}  // namespace

struct LifeCycle::Machine : machine::Engine<Definition, Effects> {
    using Engine::Engine;
};

LifeCycle::LifeCycle(Effects& effects) : machine_(std::make_unique<Machine>(effects)) {}

LifeCycle::~LifeCycle() = default;

State LifeCycle::state() const {
    return std::ranges::find(kStates, machine_->state_id(), &StateRow::id)->state;
}

void LifeCycle::supply_on(bool boots_by_itself) {
    machine_->process_event(VccOn{boots_by_itself});
}
void LifeCycle::supply_off() {
    machine_->process_event(VccOff{});
}
void LifeCycle::pwr_on_pulse() {
    machine_->process_event(PwrOnPulse{});
}
void LifeCycle::boot_done(BootTarget target) {
    machine_->process_event(
        BootTimer{target == BootTarget::Firmware, target == BootTarget::UpdateMode,
                  target == BootTarget::Install, target == BootTarget::Nothing});
}
void LifeCycle::flash_tool_found() {
    machine_->process_event(FlashTool{});
}
void LifeCycle::shut_down() {
    machine_->process_event(AtCpwroff{});
}
void LifeCycle::shut_down_done() {
    machine_->process_event(ShutDownDone{});
}
void LifeCycle::deep_sleep() {
    machine_->process_event(T3324Expired{});
}
void LifeCycle::wake() {
    machine_->process_event(T3412Expired{});
}
void LifeCycle::reset() {
    machine_->process_event(ResetWanted{});
}
void LifeCycle::reset_pulled() {
    machine_->process_event(ResetNLow{});
}
void LifeCycle::reset_done() {
    machine_->process_event(ResetDone{});
}
void LifeCycle::update_mode_fell_back() {
    machine_->process_event(FlashDirty{});
}
void LifeCycle::emergency_off() {
    machine_->process_event(EmergencySeq{});
}
void LifeCycle::halt() {
    machine_->process_event(Halt{});
}

std::vector<machine::Transition> LifeCycle::transitions() {
    return machine::describe<Definition::transition_table>();
}

std::string_view name_of(State state) {
    return std::ranges::find(kStates, state, &StateRow::state)->name;
}

}  // namespace sara::power
