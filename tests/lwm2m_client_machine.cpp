#include "tests/support/catch.hpp"

#include "models/lwm2m/client_machine.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sara::lwm2m;

namespace {

struct Recorder final : ClientEffects {
    std::string action;
    std::string refused_event;

    void entered(std::string_view /*state*/) override {}
    void refused(std::string_view event) override { refused_event = event; }
    void send_register() override { action = "register"; }
    void send_update() override { action = "update"; }
    void send_deregister() override { action = "deregister"; }
    void start_lifetime() override { action = "start lifetime"; }
    void remember_update() override { action = "remember"; }
    void forget_registration() override { action = "forget"; }
    void report_failure() override { action = "report"; }
};

struct NamedEvent {
    std::string name;
    void (ClientMachine::*send)();
};

const std::vector<NamedEvent>& events() {
    static const std::vector<NamedEvent> kEvents = {
        {"NetworkFound", &ClientMachine::network_found},
        {"RegisterWanted", &ClientMachine::register_wanted},
        {"DeregisterWanted", &ClientMachine::deregister_wanted},
        {"UpdateDue", &ClientMachine::update_due},
        {"Accepted", &ClientMachine::accepted},
        {"Refused", &ClientMachine::refused},
        {"Unknown", &ClientMachine::unknown},
        {"Unanswered", &ClientMachine::unanswered},
    };
    return kEvents;
}

void send(ClientMachine& machine, const std::string& name) {
    const auto found = std::ranges::find(events(), name, &NamedEvent::name);
    if (found == events().end()) throw std::invalid_argument(name);
    (machine.*found->send)();
}

struct Expectation {
    ClientState from;
    const char* event;
    ClientState to;
    const char* action;
};

// [lwm2m 7]: every row the table has; whatever is not here is forbidden.
const std::vector<Expectation>& allowed() {
    using enum ClientState;
    static const std::vector<Expectation> kRows = {
        {Idle, "NetworkFound", Registering, "register"},
        {Idle, "DeregisterWanted", Deregistered, "forget"},
        {Registering, "Accepted", Registered, "start lifetime"},
        {Registering, "Refused", Failed, "report"},
        {Registering, "Unknown", Failed, "report"},
        {Registering, "Unanswered", Failed, "report"},
        {Registering, "UpdateDue", Registering, "remember"},
        {Registering, "DeregisterWanted", Deregistered, "forget"},
        {Registered, "UpdateDue", Updating, "update"},
        {Registered, "RegisterWanted", Updating, "update"},
        {Registered, "DeregisterWanted", Deregistering, "deregister"},
        {Updating, "Accepted", Registered, "start lifetime"},
        {Updating, "Unknown", Registering, "register"},
        {Updating, "Refused", Registering, "register"},
        {Updating, "Unanswered", Failed, "report"},
        {Updating, "UpdateDue", Updating, "remember"},
        {Updating, "DeregisterWanted", Deregistering, "deregister"},
        {Deregistering, "Accepted", Deregistered, "forget"},
        {Deregistering, "Refused", Deregistered, "forget"},
        {Deregistering, "Unknown", Deregistered, "forget"},
        {Deregistering, "Unanswered", Deregistered, "forget"},
        {Deregistering, "RegisterWanted", Registering, "register"},
        {Deregistered, "RegisterWanted", Registering, "register"},
        {Failed, "NetworkFound", Registering, "register"},
        {Failed, "RegisterWanted", Registering, "register"},
        {Failed, "DeregisterWanted", Deregistered, "forget"},
    };
    return kRows;
}

std::vector<std::string> path_to(ClientState state) {
    switch (state) {
        case ClientState::Idle:
            return {};
        case ClientState::Registering:
            return {"NetworkFound"};
        case ClientState::Registered:
            return {"NetworkFound", "Accepted"};
        case ClientState::Updating:
            return {"NetworkFound", "Accepted", "UpdateDue"};
        case ClientState::Deregistering:
            return {"NetworkFound", "Accepted", "DeregisterWanted"};
        case ClientState::Deregistered:
            return {"DeregisterWanted"};
        case ClientState::Failed:
            return {"NetworkFound", "Unanswered"};
    }
    return {};
}

constexpr std::array kStates = {ClientState::Idle,          ClientState::Registering,
                                ClientState::Registered,    ClientState::Updating,
                                ClientState::Deregistering, ClientState::Deregistered,
                                ClientState::Failed};

}  // namespace

TEST_CASE("Every event of a registration does what the table says, or is refused",
          "[lwm2m][client-machine][lwm2m-7]") {
    for (const ClientState from : kStates) {
        for (const NamedEvent& event : events()) {
            Recorder effects;
            ClientMachine machine(effects);
            for (const std::string& step : path_to(from)) send(machine, step);
            REQUIRE(machine.state() == from);
            effects.action.clear();
            (machine.*event.send)();

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

TEST_CASE("The table of the LwM2M client reads back in words", "[lwm2m][client-machine]") {
    const auto rows = ClientMachine::transitions();
    CHECK(rows.size() == allowed().size());
    CHECK(rows.front().from == "Idle");
    CHECK(rows.front().action == "send_register");
}
