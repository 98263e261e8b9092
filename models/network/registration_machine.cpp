#include "models/machine.hpp"

#include "models/network/registration_machine.hpp"

#include <algorithm>
#include <array>

namespace sara::network {

namespace {

using machine::Do;
using machine::Row;
using machine::Table;
using machine::Unless;
using machine::When;

// clang-format off
struct Off       : machine::State<Off> {};
struct Searching : machine::State<Searching> {};
struct Home      : machine::State<Home> {};
struct Roaming   : machine::State<Roaming> {};
struct Denied    : machine::State<Denied> {};
struct NoService : machine::State<NoService> {};

struct SwitchedOn    {};
struct SwitchedOff   {};
struct AttachAccept  { bool roaming; };
struct AttachReject  {};
struct NoCell        {};
struct CellsChanged  {};
struct CoverageLost  {};
struct SearchWanted  {};
struct NetworkDetach {};

using Search     = Do<&RegistrationEffects::start_search>;
using StopSearch = Do<&RegistrationEffects::stop_search>;
using Attach     = Do<&RegistrationEffects::attach>;
using LeaveCell  = Do<&RegistrationEffects::leave_cell>;
using Detach     = Do<&RegistrationEffects::detach>;
using BeDetached = Do<&RegistrationEffects::be_detached>;

using IsRoaming = When<&AttachAccept::roaming>;
using IsHome    = Unless<&AttachAccept::roaming>;
using none      = machine::none;
// clang-format on

struct Definition : machine::Definition<Definition, RegistrationEffects> {
    using initial_state = Off;

    // clang-format off
    struct transition_table : Table<                               // [module-behaviour 9.1]
        //   state      event          next state action       guard
        Row< Off      , SwitchedOn   , Searching, Search     , none      >,  // +CFUN=1, +COPS=0/1
        // +----------+--------------+----------+------------+-----------+
        Row< Searching, AttachAccept , Home     , Attach     , IsHome    >,
        Row< Searching, AttachAccept , Roaming  , Attach     , IsRoaming >,
        Row< Searching, AttachReject , Denied   , StopSearch , none      >,
        Row< Searching, NoCell       , NoService, StopSearch , none      >,
        Row< Searching, SearchWanted , Searching, Search     , none      >,
        Row< Searching, SwitchedOff  , Off      , Detach     , none      >,
        // +----------+--------------+----------+------------+-----------+
        Row< Home     , CoverageLost , Searching, LeaveCell  , none      >,
        Row< Home     , SearchWanted , Searching, LeaveCell  , none      >,
        Row< Home     , NetworkDetach, Off      , BeDetached , none      >,
        Row< Home     , SwitchedOff  , Off      , Detach     , none      >,  // +CFUN=0/4, +COPS=2
        // +----------+--------------+----------+------------+-----------+
        Row< Roaming  , CoverageLost , Searching, LeaveCell  , none      >,
        Row< Roaming  , SearchWanted , Searching, LeaveCell  , none      >,
        Row< Roaming  , NetworkDetach, Off      , BeDetached , none      >,
        Row< Roaming  , SwitchedOff  , Off      , Detach     , none      >,
        // +----------+--------------+----------+------------+-----------+
        Row< Denied   , CellsChanged , Searching, Search     , none      >,
        Row< Denied   , SearchWanted , Searching, Search     , none      >,
        Row< Denied   , SwitchedOff  , Off      , Detach     , none      >,
        // +----------+--------------+----------+------------+-----------+
        Row< NoService, CellsChanged , Searching, Search     , none      >,
        Row< NoService, SearchWanted , Searching, Search     , none      >,
        Row< NoService, SwitchedOff  , Off      , Detach     , none      >
    > {};
    // clang-format on
};

using StateRow = machine::StateRow<RegistrationState>;

// clang-format off
constexpr auto kStates = std::to_array({
    machine::state_row<Definition, Off>(RegistrationState::Off),
    machine::state_row<Definition, Searching>(RegistrationState::Searching),
    machine::state_row<Definition, Home>(RegistrationState::Home),
    machine::state_row<Definition, Roaming>(RegistrationState::Roaming),
    machine::state_row<Definition, Denied>(RegistrationState::Denied),
    machine::state_row<Definition, NoService>(RegistrationState::NoService),
});
// clang-format on

}  // namespace

struct RegistrationMachine::Machine : machine::Engine<Definition, RegistrationEffects> {
    using Engine::Engine;
};

RegistrationMachine::RegistrationMachine(RegistrationEffects& effects)
    : machine_(std::make_unique<Machine>(effects)) {}

RegistrationMachine::~RegistrationMachine() = default;

RegistrationState RegistrationMachine::state() const {
    return std::ranges::find(kStates, machine_->state_id(), &StateRow::id)->state;
}

void RegistrationMachine::switched_on() {
    machine_->process_event(SwitchedOn{});
}
void RegistrationMachine::switched_off() {
    machine_->process_event(SwitchedOff{});
}
void RegistrationMachine::accepted(bool roaming) {
    machine_->process_event(AttachAccept{roaming});
}
void RegistrationMachine::rejected() {
    machine_->process_event(AttachReject{});
}
void RegistrationMachine::no_cell() {
    machine_->process_event(NoCell{});
}
void RegistrationMachine::cells_changed() {
    machine_->process_event(CellsChanged{});
}
void RegistrationMachine::coverage_lost() {
    machine_->process_event(CoverageLost{});
}
void RegistrationMachine::search_wanted() {
    machine_->process_event(SearchWanted{});
}
void RegistrationMachine::network_detached() {
    machine_->process_event(NetworkDetach{});
}

std::vector<machine::Transition> RegistrationMachine::transitions() {
    return machine::describe<Definition::transition_table>();
}

std::string_view name_of(RegistrationState state) {
    return std::ranges::find(kStates, state, &StateRow::state)->name;
}

}  // namespace sara::network
