#include "models/machine.hpp"

#include "models/ufota/download_machine.hpp"

#include <algorithm>
#include <array>

namespace sara::ufota {

namespace {

using machine::Do;
using machine::Row;
using machine::Table;
using machine::Unless;
using machine::When;

// clang-format off
struct Idle              : machine::State<Idle> {};
struct AwaitingAck       : machine::State<AwaitingAck> {};
struct Scheduled         : machine::State<Scheduled> {};
struct AwaitingNetwork   : machine::State<AwaitingNetwork> {};
struct Downloading       : machine::State<Downloading> {};
struct Retrying          : machine::State<Retrying> {};
struct Paused            : machine::State<Paused> {};
struct Stalled           : machine::State<Stalled> {};
struct Downloaded        : machine::State<Downloaded> {};
struct DownloadedForHost : machine::State<DownloadedForHost> {};
struct Installing        : machine::State<Installing> {};

struct UriWritten       {};
struct ConsentNeeded    {};
struct CampaignDisabled {};
struct UriCleared       {};
struct UpdateExecuted   {};
struct Accepted         {};
struct PauseWanted      {};
struct ResumeWanted     { bool online; };
struct InstallWanted    {};
struct Cancelled        {};
struct Rejected         {};
struct WaitOver         { bool online; };
struct NetworkFound     {};
struct PercentRisen     {};
struct LinkLost         {};
struct RadioOff         {};
struct RetryDue         {};
struct Answered         {};
struct Completed        { bool for_host; };
struct RequestFound     {};
struct DownloadFound    {};
struct PauseFound       {};
struct PackageFound     { bool for_host; };

using Start      = Do<&DownloadEffects::start_download>;
using Queue      = Do<&DownloadEffects::queue_download>;
using AfterBoot  = Do<&DownloadEffects::begin_after_boot>;
using AskHost    = Do<&DownloadEffects::ask_host>;
using Decline    = Do<&DownloadEffects::decline_campaign>;
using Report     = Do<&DownloadEffects::report_progress>;
using Pause      = Do<&DownloadEffects::pause_download>;
using Announce   = Do<&DownloadEffects::announce_resumption>;
using Resume     = Do<&DownloadEffects::resume_download>;
using Retries    = Do<&DownloadEffects::start_retries>;
using TryAgain   = Do<&DownloadEffects::try_again>;
using Fetch      = Do<&DownloadEffects::fetch_package>;
using EndRetries = Do<&DownloadEffects::stop_retries>;
using Stall      = Do<&DownloadEffects::stall>;
using Cancel     = Do<&DownloadEffects::cancel_download>;
using Reject     = Do<&DownloadEffects::reject_download>;
using Fail       = Do<&DownloadEffects::report_failure>;
using Complete   = Do<&DownloadEffects::report_complete>;
using Drop       = Do<&DownloadEffects::drop_package>;
using Install    = Do<&DownloadEffects::start_installation>;

using WaitOnline    = When<&WaitOver::online>;
using WaitOffline   = Unless<&WaitOver::online>;
using ResumeOnline  = When<&ResumeWanted::online>;
using ResumeOffline = Unless<&ResumeWanted::online>;
using ForHost       = When<&Completed::for_host>;
using ForServer     = Unless<&Completed::for_host>;
using HostsPackage  = When<&PackageFound::for_host>;
using ServersPackage = Unless<&PackageFound::for_host>;
using none          = machine::none;
// clang-format on

struct Definition : machine::Definition<Definition, DownloadEffects> {
    using initial_state = Idle;

    // clang-format off
    struct transition_table : Table<                                            // [firmware-update 2.4]
        //   state              event             next state         action      guard
        Row< Idle             , UriWritten      , Downloading      , Start     , none           >,  // R01 2.1
        Row< Idle             , ConsentNeeded   , AwaitingAck      , AskHost   , none           >,  // R03 3.4.2
        Row< Idle             , CampaignDisabled, none             , Decline   , none           >,  // R03 3.4.3
        Row< Idle             , Failed          , none             , Fail      , none           >,  // a useless URI
        Row< Idle             , RequestFound    , AwaitingAck      , AskHost   , none           >,  // asked again [assumed]
        Row< Idle             , DownloadFound   , AwaitingNetwork  , AfterBoot , none           >,  // R01 2.2.2
        Row< Idle             , PauseFound      , Paused           , none      , none           >,  // R03 3.3
        Row< Idle             , PackageFound    , Downloaded       , none      , ServersPackage >,
        Row< Idle             , PackageFound    , DownloadedForHost, none      , HostsPackage   >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< AwaitingAck      , Accepted        , Scheduled        , none      , none           >,  // R03 3.4.2.1
        Row< AwaitingAck      , Rejected        , Idle             , Reject    , none           >,  // R03 3.4.2.2
        Row< AwaitingAck      , WaitOver        , Downloading      , Start     , WaitOnline     >,  // R03 3.4.2
        Row< AwaitingAck      , WaitOver        , AwaitingNetwork  , Queue     , WaitOffline    >,
        Row< AwaitingAck      , Failed          , Idle             , Fail      , none           >,  // R01 B
        Row< AwaitingAck      , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< Scheduled        , WaitOver        , Downloading      , Start     , WaitOnline     >,  // R03 3.4.2.1
        Row< Scheduled        , WaitOver        , AwaitingNetwork  , Queue     , WaitOffline    >,
        Row< Scheduled        , Failed          , Idle             , Fail      , none           >,  // R01 B
        Row< Scheduled        , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< AwaitingNetwork  , NetworkFound    , Downloading      , Fetch     , none           >,  // R01 2.2.2
        Row< AwaitingNetwork  , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< Downloading      , PercentRisen    , none             , Report    , none           >,  // R01 2.6.1
        Row< Downloading      , Cancelled       , Idle             , Cancel    , none           >,  // R01 2.3
        Row< Downloading      , PauseWanted     , Paused           , Pause     , none           >,  // R03 3.3
        Row< Downloading      , LinkLost        , Retrying         , Retries   , none           >,  // R01 2.2.2
        Row< Downloading      , RadioOff        , Stalled          , Stall     , none           >,  // R01 2.2.2
        Row< Downloading      , Failed          , Idle             , Fail      , none           >,
        Row< Downloading      , Completed       , Downloaded       , Complete  , ForServer      >,  // R01 2.6.1
        Row< Downloading      , Completed       , DownloadedForHost, Complete  , ForHost        >,  // R03 3.4.1
        Row< Downloading      , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< Retrying         , RetryDue        , none             , TryAgain  , none           >,  // R01 2.2.2
        Row< Retrying         , Answered        , Downloading      , EndRetries, none           >,
        Row< Retrying         , Failed          , Idle             , Fail      , none           >,  // 600 s are over
        Row< Retrying         , RadioOff        , Stalled          , Stall     , none           >,
        Row< Retrying         , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< Paused           , ResumeWanted    , Downloading      , Resume    , ResumeOnline   >,  // R03 3.3
        Row< Paused           , ResumeWanted    , AwaitingNetwork  , Announce  , ResumeOffline  >,
        Row< Paused           , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< Stalled          , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< Downloaded       , UpdateExecuted  , Installing       , Install   , none           >,  // R01 2.1, 2.4
        Row< Downloaded       , UriCleared      , Idle             , Drop      , none           >,
        // +------------------+-----------------+------------------+-----------+----------------+
        Row< DownloadedForHost, InstallWanted   , Installing       , Install   , none           >,  // R03 3.4.1
        Row< DownloadedForHost, UriCleared      , Idle             , Drop      , none           >
    > {};
    // clang-format on
};

using StateRow = machine::StateRow<DownloadState>;

// clang-format off
constexpr auto kStates = std::to_array({
    machine::state_row<Definition, Idle>(DownloadState::Idle),
    machine::state_row<Definition, AwaitingAck>(DownloadState::AwaitingAck),
    machine::state_row<Definition, Scheduled>(DownloadState::Scheduled),
    machine::state_row<Definition, AwaitingNetwork>(DownloadState::AwaitingNetwork),
    machine::state_row<Definition, Downloading>(DownloadState::Downloading),
    machine::state_row<Definition, Retrying>(DownloadState::Retrying),
    machine::state_row<Definition, Paused>(DownloadState::Paused),
    machine::state_row<Definition, Stalled>(DownloadState::Stalled),
    machine::state_row<Definition, Downloaded>(DownloadState::Downloaded),
    machine::state_row<Definition, DownloadedForHost>(DownloadState::DownloadedForHost),
    machine::state_row<Definition, Installing>(DownloadState::Installing),
});
// clang-format on

}  // namespace

struct DownloadMachine::Machine : machine::Engine<Definition, DownloadEffects> {
    using Engine::Engine;
};

DownloadMachine::DownloadMachine(DownloadEffects& effects)
    : machine_(std::make_unique<Machine>(effects)) {}

DownloadMachine::~DownloadMachine() = default;

DownloadState DownloadMachine::state() const {
    return std::ranges::find(kStates, machine_->state_id(), &StateRow::id)->state;
}

template <class Event>
bool DownloadMachine::process(const Event& event) {
    return machine_->process_event(event) == boost::msm::back::HANDLED_TRUE;
}

bool DownloadMachine::uri_written() {
    return process(UriWritten{});
}
bool DownloadMachine::consent_needed() {
    return process(ConsentNeeded{});
}
bool DownloadMachine::campaign_disabled() {
    return process(CampaignDisabled{});
}
bool DownloadMachine::uri_cleared() {
    return process(UriCleared{});
}
bool DownloadMachine::update_executed() {
    return process(UpdateExecuted{});
}
bool DownloadMachine::accepted() {
    return process(Accepted{});
}
bool DownloadMachine::cancelled() {
    return process(Cancelled{});
}
bool DownloadMachine::rejected() {
    return process(Rejected{});
}
bool DownloadMachine::pause_wanted() {
    return process(PauseWanted{});
}
bool DownloadMachine::resume_wanted(bool online) {
    return process(ResumeWanted{online});
}
bool DownloadMachine::install_wanted() {
    return process(InstallWanted{});
}
bool DownloadMachine::wait_over(bool online) {
    return process(WaitOver{online});
}
bool DownloadMachine::network_found() {
    return process(NetworkFound{});
}
bool DownloadMachine::percent_risen() {
    return process(PercentRisen{});
}
bool DownloadMachine::link_lost() {
    return process(LinkLost{});
}
bool DownloadMachine::radio_off() {
    return process(RadioOff{});
}
bool DownloadMachine::retry_due() {
    return process(RetryDue{});
}
bool DownloadMachine::answered() {
    return process(Answered{});
}
bool DownloadMachine::failed(Fault fault) {
    return process(Failed{fault});
}
bool DownloadMachine::completed(bool for_host) {
    return process(Completed{for_host});
}
bool DownloadMachine::request_found() {
    return process(RequestFound{});
}
bool DownloadMachine::download_found() {
    return process(DownloadFound{});
}
bool DownloadMachine::pause_found() {
    return process(PauseFound{});
}
bool DownloadMachine::package_found(bool for_host) {
    return process(PackageFound{for_host});
}

std::vector<machine::Transition> DownloadMachine::transitions() {
    return machine::describe<Definition::transition_table>();
}

std::string_view name_of(DownloadState state) {
    return std::ranges::find(kStates, state, &StateRow::state)->name;
}

std::optional<DownloadState> find_download_state(std::string_view name) {
    const auto found = std::ranges::find(kStates, name, &StateRow::name);
    return found == kStates.end() ? std::nullopt : std::optional(found->state);
}

}  // namespace sara::ufota
