#include "tests/support/catch.hpp"

#include "models/network/registration_machine.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sara::network;

namespace {

struct Recorder final : RegistrationEffects {
    std::string action;
    std::string refused_event;

    void entered(std::string_view /*state*/) override {}
    void refused(std::string_view event) override { refused_event = event; }
    void start_search() override { action = "search"; }
    void stop_search() override { action = "stop"; }
    void attach() override { action = "attach"; }
    void leave_cell() override { action = "leave cell"; }
    void detach() override { action = "detach"; }
    void be_detached() override { action = "be detached"; }
};

struct NamedEvent {
    std::string name;
    std::function<void(RegistrationMachine&)> send;
};

const std::vector<NamedEvent>& events() {
    static const std::vector<NamedEvent> kEvents = {
        {"SwitchedOn", [](RegistrationMachine& it) { it.switched_on(); }},
        {"SwitchedOff", [](RegistrationMachine& it) { it.switched_off(); }},
        {"Accepted at home", [](RegistrationMachine& it) { it.accepted(false); }},
        {"Accepted abroad", [](RegistrationMachine& it) { it.accepted(true); }},
        {"Rejected", [](RegistrationMachine& it) { it.rejected(); }},
        {"NoCell", [](RegistrationMachine& it) { it.no_cell(); }},
        {"CellsChanged", [](RegistrationMachine& it) { it.cells_changed(); }},
        {"CoverageLost", [](RegistrationMachine& it) { it.coverage_lost(); }},
        {"SearchWanted", [](RegistrationMachine& it) { it.search_wanted(); }},
        {"NetworkDetach", [](RegistrationMachine& it) { it.network_detached(); }},
    };
    return kEvents;
}

void send(RegistrationMachine& machine, const std::string& name) {
    const auto found = std::ranges::find(events(), name, &NamedEvent::name);
    if (found == events().end()) throw std::invalid_argument(name);
    found->send(machine);
}

struct Expectation {
    RegistrationState from;
    const char* event;
    RegistrationState to;
    const char* action;
};

// [module-behaviour 9.1]: every row the table has; whatever is not here is forbidden.
const std::vector<Expectation>& allowed() {
    using enum RegistrationState;
    static const std::vector<Expectation> kRows = {
        {Off, "SwitchedOn", Searching, "search"},
        {Searching, "Accepted at home", Home, "attach"},
        {Searching, "Accepted abroad", Roaming, "attach"},
        {Searching, "Rejected", Denied, "stop"},
        {Searching, "NoCell", NoService, "stop"},
        {Searching, "SearchWanted", Searching, "search"},
        {Searching, "SwitchedOff", Off, "detach"},
        {Home, "CoverageLost", Searching, "leave cell"},
        {Home, "SearchWanted", Searching, "leave cell"},
        {Home, "NetworkDetach", Off, "be detached"},
        {Home, "SwitchedOff", Off, "detach"},
        {Roaming, "CoverageLost", Searching, "leave cell"},
        {Roaming, "SearchWanted", Searching, "leave cell"},
        {Roaming, "NetworkDetach", Off, "be detached"},
        {Roaming, "SwitchedOff", Off, "detach"},
        {Denied, "CellsChanged", Searching, "search"},
        {Denied, "SearchWanted", Searching, "search"},
        {Denied, "SwitchedOff", Off, "detach"},
        {NoService, "CellsChanged", Searching, "search"},
        {NoService, "SearchWanted", Searching, "search"},
        {NoService, "SwitchedOff", Off, "detach"},
    };
    return kRows;
}

std::vector<std::string> path_to(RegistrationState state) {
    switch (state) {
        case RegistrationState::Off:
            return {};
        case RegistrationState::Searching:
            return {"SwitchedOn"};
        case RegistrationState::Home:
            return {"SwitchedOn", "Accepted at home"};
        case RegistrationState::Roaming:
            return {"SwitchedOn", "Accepted abroad"};
        case RegistrationState::Denied:
            return {"SwitchedOn", "Rejected"};
        case RegistrationState::NoService:
            return {"SwitchedOn", "NoCell"};
    }
    return {};
}

constexpr std::array kStates = {RegistrationState::Off,    RegistrationState::Searching,
                                RegistrationState::Home,   RegistrationState::Roaming,
                                RegistrationState::Denied, RegistrationState::NoService};

}  // namespace

TEST_CASE("Every event of the network does what the table says, or is refused",
          "[network][registration][module-behaviour-9.1]") {
    for (const RegistrationState from : kStates) {
        for (const NamedEvent& event : events()) {
            Recorder effects;
            RegistrationMachine machine(effects);
            for (const std::string& step : path_to(from)) send(machine, step);
            REQUIRE(machine.state() == from);
            effects.action.clear();
            event.send(machine);

            INFO(name_of(from) << " + " << event.name);
            const auto row = std::ranges::find_if(allowed(), [&](const Expectation& expected) {
                return expected.from == from && expected.event == event.name;
            });
            const bool is_allowed = row != allowed().end();
            CHECK(machine.state() == (is_allowed ? row->to : from));
            CHECK(effects.action == (is_allowed ? row->action : ""));
            CHECK(effects.refused_event.empty() == is_allowed);
        }
    }
}

TEST_CASE("The table of registration reads back in words", "[network][registration]") {
    const auto rows = RegistrationMachine::transitions();
    CHECK(rows.size() == allowed().size());
    CHECK(rows.front().from == "Off");
    CHECK(rows.front().event == "SwitchedOn");
    CHECK(rows.front().action == "start_search");
    CHECK(rows[1].guard == "roaming");
    CHECK(rows[1].guard_negated);
}
