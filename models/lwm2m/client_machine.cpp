#include "models/machine.hpp"

#include "models/lwm2m/client_machine.hpp"

#include <algorithm>
#include <array>

namespace sara::lwm2m {

namespace {

using machine::Do;
using machine::Row;
using machine::Table;

// clang-format off
struct Idle          : machine::State<Idle> {};
struct Registering   : machine::State<Registering> {};
struct Registered    : machine::State<Registered> {};
struct Updating      : machine::State<Updating> {};
struct Deregistering : machine::State<Deregistering> {};
struct Deregistered  : machine::State<Deregistered> {};
struct Failed        : machine::State<Failed> {};

struct NetworkFound     {};
struct RegisterWanted   {};
struct DeregisterWanted {};
struct UpdateDue        {};
struct Accepted         {};
struct Refused          {};
struct Unknown          {};
struct Unanswered       {};

using Register       = Do<&ClientEffects::send_register>;
using Update         = Do<&ClientEffects::send_update>;
using Deregister     = Do<&ClientEffects::send_deregister>;
using StartLifetime  = Do<&ClientEffects::start_lifetime>;
using RememberUpdate = Do<&ClientEffects::remember_update>;
using Forget         = Do<&ClientEffects::forget_registration>;
using ReportFailure  = Do<&ClientEffects::report_failure>;

struct ClientDefinition : machine::Definition<ClientDefinition, ClientEffects> {
    using initial_state = Idle;

    struct transition_table : Table<                                  // [lwm2m 7; R01 2.1, 2.5]
        //   state          event             next state     action
        Row< Idle         , NetworkFound    , Registering  , Register       >,  // client start
        Row< Idle         , DeregisterWanted, Deregistered , Forget         >,
        // +--------------+-----------------+--------------+----------------+
        Row< Registering  , Accepted        , Registered   , StartLifetime  >,
        Row< Registering  , Refused         , Failed       , ReportFailure  >,  // +USECMODE: 0
        Row< Registering  , Unknown         , Failed       , ReportFailure  >,
        Row< Registering  , Unanswered      , Failed       , ReportFailure  >,
        Row< Registering  , UpdateDue       , Registering  , RememberUpdate >,
        Row< Registering  , DeregisterWanted, Deregistered , Forget         >,
        // +--------------+-----------------+--------------+----------------+
        Row< Registered   , UpdateDue       , Updating     , Update         >,  // SRLT, a change
        Row< Registered   , RegisterWanted  , Updating     , Update         >,  // +ULWM2MREG
        Row< Registered   , DeregisterWanted, Deregistering, Deregister     >,
        // +--------------+-----------------+--------------+----------------+
        Row< Updating     , Accepted        , Registered   , StartLifetime  >,
        Row< Updating     , Unknown         , Registering  , Register       >,  // OMA 5.3.2
        Row< Updating     , Refused         , Registering  , Register       >,
        Row< Updating     , Unanswered      , Failed       , ReportFailure  >,
        Row< Updating     , UpdateDue       , Updating     , RememberUpdate >,
        Row< Updating     , DeregisterWanted, Deregistering, Deregister     >,
        // +--------------+-----------------+--------------+----------------+
        Row< Deregistering, Accepted        , Deregistered , Forget         >,
        Row< Deregistering, Refused         , Deregistered , Forget         >,
        Row< Deregistering, Unknown         , Deregistered , Forget         >,
        Row< Deregistering, Unanswered      , Deregistered , Forget         >,
        Row< Deregistering, RegisterWanted  , Registering  , Register       >,
        // +--------------+-----------------+--------------+----------------+
        Row< Deregistered , RegisterWanted  , Registering  , Register       >,
        // +--------------+-----------------+--------------+----------------+
        Row< Failed       , NetworkFound    , Registering  , Register       >,  // [assumed]
        Row< Failed       , RegisterWanted  , Registering  , Register       >,
        Row< Failed       , DeregisterWanted, Deregistered , Forget         >
    > {};
};
// clang-format on

using StateRow = machine::StateRow<ClientState>;

// clang-format off
constexpr auto kStates = std::to_array({
    machine::state_row<ClientDefinition, Idle>(ClientState::Idle),
    machine::state_row<ClientDefinition, Registering>(ClientState::Registering),
    machine::state_row<ClientDefinition, Registered>(ClientState::Registered),
    machine::state_row<ClientDefinition, Updating>(ClientState::Updating),
    machine::state_row<ClientDefinition, Deregistering>(ClientState::Deregistering),
    machine::state_row<ClientDefinition, Deregistered>(ClientState::Deregistered),
    machine::state_row<ClientDefinition, Failed>(ClientState::Failed),
});
// clang-format on

}  // namespace

struct ClientMachine::Machine : machine::Engine<ClientDefinition, ClientEffects> {
    using Engine::Engine;
};

ClientMachine::ClientMachine(ClientEffects& effects)
    : machine_(std::make_unique<Machine>(effects)) {}

ClientMachine::~ClientMachine() = default;

ClientState ClientMachine::state() const {
    return std::ranges::find(kStates, machine_->state_id(), &StateRow::id)->state;
}

void ClientMachine::network_found() {
    machine_->process_event(NetworkFound{});
}
void ClientMachine::register_wanted() {
    machine_->process_event(RegisterWanted{});
}
void ClientMachine::deregister_wanted() {
    machine_->process_event(DeregisterWanted{});
}
void ClientMachine::update_due() {
    machine_->process_event(UpdateDue{});
}
void ClientMachine::accepted() {
    machine_->process_event(Accepted{});
}
void ClientMachine::refused() {
    machine_->process_event(Refused{});
}
void ClientMachine::unknown() {
    machine_->process_event(Unknown{});
}
void ClientMachine::unanswered() {
    machine_->process_event(Unanswered{});
}

std::vector<machine::Transition> ClientMachine::transitions() {
    return machine::describe<ClientDefinition::transition_table>();
}

std::string_view name_of(ClientState state) {
    return std::ranges::find(kStates, state, &StateRow::state)->name;
}

}  // namespace sara::lwm2m
