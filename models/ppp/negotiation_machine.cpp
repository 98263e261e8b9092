#include "models/machine.hpp"

#include "models/ppp/negotiation_machine.hpp"

#include <algorithm>
#include <array>

namespace sara::ppp {

namespace {

using machine::Do;
using machine::Row;
using machine::Table;

// clang-format off
struct Initial : machine::State<Initial> {};
struct ReqSent : machine::State<ReqSent> {};
struct AckRcvd : machine::State<AckRcvd> {};
struct AckSent : machine::State<AckSent> {};
struct Opened  : machine::State<Opened> {};
struct Closing : machine::State<Closing> {};
struct Stopped : machine::State<Stopped> {};

struct Started      {};
struct GoodRequest  {};
struct BadRequest   {};
struct Acknowledged {};
struct Refused      {};
struct TimedOut     {};
struct GaveUp       {};
struct PeerEnds     {};
struct EndAgreed    {};
struct Closed       {};

using Effects   = NegotiationEffects;
using Begin     = Do<&Effects::begin>;
using Request   = Do<&Effects::request>;
using CountAnew = Do<&Effects::count_anew>;
using Again     = Do<&Effects::request_anew>;
using Ack       = Do<&Effects::acknowledge>;
using Object    = Do<&Effects::object>;
using AckOpen   = Do<&Effects::acknowledge_and_open>;
using Open      = Do<&Effects::open>;
using ReopenAck = Do<&Effects::reopen_and_acknowledge>;
using ReopenObj = Do<&Effects::reopen_and_object>;
using Reopen    = Do<&Effects::reopen>;
using Agree     = Do<&Effects::agree_to_end>;
using AgreeEnd  = Do<&Effects::agree_and_finish>;
using StartEnd  = Do<&Effects::start_to_end>;
using AskEnd    = Do<&Effects::ask_to_end>;
using Finish    = Do<&Effects::finish>;
// clang-format on

struct Definition : machine::Definition<Definition, NegotiationEffects> {
    using initial_state = Initial;

    // clang-format off
    struct transition_table : Table<                          // [RFC 1661 4.1]
        //   state    event         next state action
        Row< Initial, Started     , ReqSent, Begin     >,
        // +--------+-------------+--------+-----------+
        Row< ReqSent, GoodRequest , AckSent, Ack       >,
        Row< ReqSent, BadRequest  , ReqSent, Object    >,
        Row< ReqSent, Acknowledged, AckRcvd, CountAnew >,
        Row< ReqSent, Refused     , ReqSent, Again     >,
        Row< ReqSent, TimedOut    , ReqSent, Request   >,
        Row< ReqSent, GaveUp      , Stopped, Finish    >,
        Row< ReqSent, PeerEnds    , Stopped, AgreeEnd  >,  // the call is over  [at-syntax 7]
        Row< ReqSent, Closed      , Closing, StartEnd  >,
        // +--------+-------------+--------+-----------+
        Row< AckRcvd, GoodRequest , Opened , AckOpen   >,
        Row< AckRcvd, BadRequest  , AckRcvd, Object    >,
        Row< AckRcvd, Acknowledged, ReqSent, Request   >,  // a second one: begins again
        Row< AckRcvd, Refused     , ReqSent, Request   >,
        Row< AckRcvd, TimedOut    , ReqSent, Request   >,
        Row< AckRcvd, GaveUp      , Stopped, Finish    >,
        Row< AckRcvd, PeerEnds    , Stopped, AgreeEnd  >,
        Row< AckRcvd, Closed      , Closing, StartEnd  >,
        // +--------+-------------+--------+-----------+
        Row< AckSent, GoodRequest , AckSent, Ack       >,
        Row< AckSent, BadRequest  , ReqSent, Object    >,
        Row< AckSent, Acknowledged, Opened , Open      >,
        Row< AckSent, Refused     , AckSent, Again     >,
        Row< AckSent, TimedOut    , AckSent, Request   >,
        Row< AckSent, GaveUp      , Stopped, Finish    >,
        Row< AckSent, PeerEnds    , Stopped, AgreeEnd  >,
        Row< AckSent, Closed      , Closing, StartEnd  >,
        // +--------+-------------+--------+-----------+
        Row< Opened , GoodRequest , AckSent, ReopenAck >,
        Row< Opened , BadRequest  , ReqSent, ReopenObj >,
        Row< Opened , Acknowledged, ReqSent, Reopen    >,
        Row< Opened , Refused     , ReqSent, Reopen    >,
        Row< Opened , PeerEnds    , Stopped, AgreeEnd  >,
        Row< Opened , EndAgreed   , ReqSent, Reopen    >,
        Row< Opened , Closed      , Closing, StartEnd  >,
        // +--------+-------------+--------+-----------+
        Row< Closing, TimedOut    , Closing, AskEnd    >,
        Row< Closing, GaveUp      , Stopped, Finish    >,
        Row< Closing, EndAgreed   , Stopped, Finish    >,
        Row< Closing, PeerEnds    , Closing, Agree     >,
        // +--------+-------------+--------+-----------+
        Row< Stopped, PeerEnds    , Stopped, Agree     >
    > {};
    // clang-format on
};

using StateRow = machine::StateRow<NegotiationState>;

// clang-format off
constexpr auto kStates = std::to_array({
    machine::state_row<Definition, Initial>(NegotiationState::Initial),
    machine::state_row<Definition, ReqSent>(NegotiationState::ReqSent),
    machine::state_row<Definition, AckRcvd>(NegotiationState::AckRcvd),
    machine::state_row<Definition, AckSent>(NegotiationState::AckSent),
    machine::state_row<Definition, Opened>(NegotiationState::Opened),
    machine::state_row<Definition, Closing>(NegotiationState::Closing),
    machine::state_row<Definition, Stopped>(NegotiationState::Stopped),
});
// clang-format on

}  // namespace

struct NegotiationMachine::Machine : machine::Engine<Definition, NegotiationEffects> {
    using Engine::Engine;
};

NegotiationMachine::NegotiationMachine(NegotiationEffects& effects)
    : machine_(std::make_unique<Machine>(effects)) {}

NegotiationMachine::~NegotiationMachine() = default;

NegotiationState NegotiationMachine::state() const {
    return std::ranges::find(kStates, machine_->state_id(), &StateRow::id)->state;
}

void NegotiationMachine::started() {
    machine_->process_event(Started{});
}
void NegotiationMachine::good_request() {
    machine_->process_event(GoodRequest{});
}
void NegotiationMachine::bad_request() {
    machine_->process_event(BadRequest{});
}
void NegotiationMachine::request_acknowledged() {
    machine_->process_event(Acknowledged{});
}
void NegotiationMachine::request_refused() {
    machine_->process_event(Refused{});
}
void NegotiationMachine::timed_out() {
    machine_->process_event(TimedOut{});
}
void NegotiationMachine::gave_up() {
    machine_->process_event(GaveUp{});
}
void NegotiationMachine::peer_ends() {
    machine_->process_event(PeerEnds{});
}
void NegotiationMachine::end_agreed() {
    machine_->process_event(EndAgreed{});
}
void NegotiationMachine::closed() {
    machine_->process_event(Closed{});
}

std::vector<machine::Transition> NegotiationMachine::transitions() {
    return machine::describe<Definition::transition_table>();
}

}  // namespace sara::ppp
