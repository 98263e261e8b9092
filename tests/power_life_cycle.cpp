#include "tests/support/catch.hpp"

#include "models/power/life_cycle_machine.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

using namespace sara::power;

namespace {

struct Recorder final : Effects {
    std::vector<std::string> actions;
    std::string refused_event;

    void entered(std::string_view /*state*/) override {}
    void refused(std::string_view event) override { refused_event = event; }
    void start_boot() override { actions.emplace_back("boot"); }
    void stop_boot() override { actions.emplace_back("stop boot"); }
    void start_operation() override { actions.emplace_back("operate"); }
    void start_update_mode() override { actions.emplace_back("await file"); }
    void start_installation() override { actions.emplace_back("install"); }
    void start_shutdown() override { actions.emplace_back("shut down"); }
    void start_deep_sleep() override { actions.emplace_back("sleep"); }
    void start_reset() override { actions.emplace_back("reset"); }
    void cut_power() override { actions.emplace_back("cut"); }
    void power_off() override { actions.emplace_back("off"); }
};

using Event = std::function<void(LifeCycle&)>;
struct NamedEvent {
    std::string name;
    Event send;
};

const std::vector<NamedEvent>& events() {
    static const std::vector<NamedEvent> known_events = {
        {"VccOn, boots", [](LifeCycle& life) { life.supply_on(true); }},
        {"VccOn, waits", [](LifeCycle& life) { life.supply_on(false); }},
        {"VccOff", [](LifeCycle& life) { life.supply_off(); }},
        {"PwrOnPulse", [](LifeCycle& life) { life.pwr_on_pulse(); }},
        {"Boot firmware", [](LifeCycle& life) { life.boot_done(BootTarget::Firmware); }},
        {"Boot update mode", [](LifeCycle& life) { life.boot_done(BootTarget::UpdateMode); }},
        {"Boot install", [](LifeCycle& life) { life.boot_done(BootTarget::Install); }},
        {"Boot nothing", [](LifeCycle& life) { life.boot_done(BootTarget::Nothing); }},
        {"FlashTool", [](LifeCycle& life) { life.flash_tool_found(); }},
        {"AtCpwroff", [](LifeCycle& life) { life.shut_down(); }},
        {"ShutDownDone", [](LifeCycle& life) { life.shut_down_done(); }},
        {"ResetWanted", [](LifeCycle& life) { life.reset(); }},
        {"ResetNLow", [](LifeCycle& life) { life.reset_pulled(); }},
        {"ResetDone", [](LifeCycle& life) { life.reset_done(); }},
        {"FlashDirty", [](LifeCycle& life) { life.update_mode_fell_back(); }},
        {"EmergencySeq", [](LifeCycle& life) { life.emergency_off(); }},
        {"Halt", [](LifeCycle& life) { life.halt(); }},
        {"T3324Expired", [](LifeCycle& life) { life.deep_sleep(); }},
        {"T3412Expired", [](LifeCycle& life) { life.wake(); }},
    };
    return known_events;
}

const NamedEvent& event(const std::string& name) {
    for (const NamedEvent& candidate : events()) {
        if (candidate.name == name) return candidate;
    }
    throw std::invalid_argument(name);
}

struct Expectation {
    State from;
    const char* event;
    State to;
    const char* action;  ///< "" for none
};

// [module-behaviour 3]: every row the table has; whatever is not here is forbidden.
const std::vector<Expectation>& allowed() {
    using enum State;
    static const std::vector<Expectation> known_rows = {
        {NotPowered, "VccOn, boots", Booting, "boot"},
        {NotPowered, "VccOn, waits", PowerOff, ""},
        {PowerOff, "PwrOnPulse", Booting, "boot"},
        {PowerOff, "ResetNLow", Resetting, "reset"},
        {PowerOff, "VccOff", NotPowered, "cut"},
        {Booting, "Boot firmware", Active, "operate"},
        {Booting, "Boot update mode", FwUpdateMode, "await file"},
        {Booting, "Boot install", FwInstall, "install"},
        {Booting, "Boot nothing", NoFirmware, ""},
        {Booting, "FlashTool", Flashing, "stop boot"},
        {Booting, "ResetNLow", Resetting, "reset"},
        {Booting, "EmergencySeq", PowerOff, "off"},
        {Booting, "VccOff", NotPowered, "cut"},
        {Active, "AtCpwroff", ShuttingDown, "shut down"},
        {Active, "ResetWanted", Resetting, "reset"},
        {Active, "ResetNLow", Resetting, "reset"},
        {Active, "T3324Expired", DeepSleep, "sleep"},
        {Active, "Halt", Halted, "off"},
        {Active, "EmergencySeq", PowerOff, "off"},
        {Active, "VccOff", NotPowered, "cut"},
        {FwUpdateMode, "ResetWanted", Resetting, "reset"},
        {FwUpdateMode, "ResetNLow", Resetting, "reset"},
        {FwUpdateMode, "EmergencySeq", PowerOff, "off"},
        {FwUpdateMode, "VccOff", NotPowered, "cut"},
        {FwInstall, "ResetWanted", Resetting, "reset"},
        {FwInstall, "FlashDirty", FwUpdateMode, "await file"},
        {FwInstall, "ResetNLow", Resetting, "reset"},
        {FwInstall, "EmergencySeq", PowerOff, "off"},
        {FwInstall, "VccOff", NotPowered, "cut"},
        {NoFirmware, "ResetNLow", Resetting, "reset"},
        {NoFirmware, "EmergencySeq", PowerOff, "off"},
        {NoFirmware, "VccOff", NotPowered, "cut"},
        {Flashing, "ResetNLow", Resetting, "reset"},
        {Flashing, "EmergencySeq", PowerOff, "off"},
        {Flashing, "VccOff", NotPowered, "cut"},
        {ShuttingDown, "ShutDownDone", PowerOff, "off"},
        {ShuttingDown, "ResetNLow", Resetting, "reset"},
        {ShuttingDown, "VccOff", NotPowered, "cut"},
        {DeepSleep, "T3412Expired", Booting, "boot"},
        {DeepSleep, "PwrOnPulse", Booting, "boot"},
        {DeepSleep, "ResetNLow", Resetting, "reset"},
        {Halted, "ResetNLow", Resetting, "reset"},
        {Halted, "VccOff", NotPowered, "cut"},
        {DeepSleep, "EmergencySeq", PowerOff, "off"},
        {DeepSleep, "VccOff", NotPowered, "cut"},
        {Resetting, "ResetDone", Booting, "boot"},
        {Resetting, "EmergencySeq", PowerOff, "off"},
        {Resetting, "VccOff", NotPowered, "cut"},
    };
    return known_rows;
}

/// A shortest way from NotPowered to each state.
std::vector<std::string> path_to(State state) {
    switch (state) {
        case State::NotPowered:
            return {};
        case State::PowerOff:
            return {"VccOn, waits"};
        case State::Booting:
            return {"VccOn, boots"};
        case State::Active:
            return {"VccOn, boots", "Boot firmware"};
        case State::FwUpdateMode:
            return {"VccOn, boots", "Boot update mode"};
        case State::FwInstall:
            return {"VccOn, boots", "Boot install"};
        case State::NoFirmware:
            return {"VccOn, boots", "Boot nothing"};
        case State::Flashing:
            return {"VccOn, boots", "FlashTool"};
        case State::ShuttingDown:
            return {"VccOn, boots", "Boot firmware", "AtCpwroff"};
        case State::Resetting:
            return {"VccOn, boots", "ResetNLow"};
        case State::DeepSleep:
            return {"VccOn, boots", "Boot firmware", "T3324Expired"};
        case State::Halted:
            return {"VccOn, boots", "Boot firmware", "Halt"};
    }
    return {};
}

constexpr std::array kStates = {State::NotPowered, State::NoFirmware, State::PowerOff,
                                State::Booting,    State::Active,     State::FwUpdateMode,
                                State::FwInstall,  State::Flashing,   State::ShuttingDown,
                                State::Resetting,  State::DeepSleep,  State::Halted};

}  // namespace

TEST_CASE("Every event in every state does what the table says, or is refused",
          "[power][life-cycle][module-behaviour-3]") {
    for (const State from : kStates) {
        for (const NamedEvent& sent : events()) {
            Recorder effects;
            LifeCycle life(effects);
            for (const std::string& step : path_to(from)) event(step).send(life);
            REQUIRE(life.state() == from);
            effects.actions.clear();
            sent.send(life);

            INFO(name_of(from) << " + " << sent.name);
            const auto row = std::ranges::find_if(allowed(), [&](const Expectation& expected) {
                return expected.from == from && expected.event == sent.name;
            });
            if (row == allowed().end()) {
                CHECK(life.state() == from);
                CHECK(effects.actions.empty());
                CHECK_FALSE(effects.refused_event.empty());
            } else {
                CHECK(life.state() == row->to);
                const std::vector<std::string> expected =
                    *row->action == '\0' ? std::vector<std::string>{}
                                         : std::vector<std::string>{row->action};
                CHECK(effects.actions == expected);
                CHECK(effects.refused_event.empty());
            }
        }
    }
}

TEST_CASE("The table reads back in words", "[power][life-cycle]") {
    const auto rows = LifeCycle::transitions();
    CHECK(rows.size() == allowed().size());
    CHECK(rows.front().from == "NotPowered");
    CHECK(rows.front().event == "VccOn");
    CHECK(rows.front().to == "Booting");
    CHECK(rows.front().action == "start_boot");
    CHECK(rows.front().guard == "boots");
    CHECK_FALSE(rows[0].guard_negated);
    CHECK(rows[1].guard_negated);
}
