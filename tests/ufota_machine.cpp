// The uFOTA download as a table: every row, and every event that a state forbids.
#include "tests/support/catch.hpp"

#include "models/ufota/download_machine.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sara::ufota;

namespace {

struct Recorder final : DownloadEffects {
    std::string action;
    std::string refused_event;

    void entered(std::string_view /*state*/) override {}
    void refused(std::string_view event) override { refused_event = event; }
    void start_download() override { action = "start"; }
    void queue_download() override { action = "queue"; }
    void begin_after_boot() override { action = "after boot"; }
    void ask_host() override { action = "ask"; }
    void decline_campaign() override { action = "decline"; }
    void report_progress() override { action = "progress"; }
    void pause_download() override { action = "pause"; }
    void announce_resumption() override { action = "announce"; }
    void resume_download() override { action = "resume"; }
    void fetch_package() override { action = "fetch"; }
    void start_retries() override { action = "retries"; }
    void try_again() override { action = "try"; }
    void stop_retries() override { action = "end of retries"; }
    void stall() override { action = "stall"; }
    void cancel_download() override { action = "cancel"; }
    void reject_download() override { action = "reject"; }
    void report_failure(const Failed& event) override {
        action = event.fault == Fault::NetworkError ? "fail" : "another failure";
    }
    void report_complete() override { action = "complete"; }
    void drop_package() override { action = "drop"; }
    void start_installation() override { action = "install"; }
};

struct NamedEvent {
    std::string name;
    std::function<bool(DownloadMachine&)> send;
};

const std::vector<NamedEvent>& events() {
    using Machine = DownloadMachine;
    static const std::vector<NamedEvent> kEvents = {
        {"UriWritten", &Machine::uri_written},
        {"ConsentNeeded", &Machine::consent_needed},
        {"CampaignDisabled", &Machine::campaign_disabled},
        {"UriCleared", &Machine::uri_cleared},
        {"UpdateExecuted", &Machine::update_executed},
        {"Accepted", &Machine::accepted},
        {"Cancelled", &Machine::cancelled},
        {"Rejected", &Machine::rejected},
        {"PauseWanted", &Machine::pause_wanted},
        {"ResumeWanted", [](Machine& it) { return it.resume_wanted(true); }},
        {"ResumeWanted offline", [](Machine& it) { return it.resume_wanted(false); }},
        {"InstallWanted", &Machine::install_wanted},
        {"WaitOver", [](Machine& it) { return it.wait_over(true); }},
        {"WaitOver offline", [](Machine& it) { return it.wait_over(false); }},
        {"NetworkFound", &Machine::network_found},
        {"PercentRisen", &Machine::percent_risen},
        {"LinkLost", &Machine::link_lost},
        {"RadioOff", &Machine::radio_off},
        {"RetryDue", &Machine::retry_due},
        {"Answered", &Machine::answered},
        {"Failed", [](Machine& it) { return it.failed(Fault::NetworkError); }},
        {"Completed", [](Machine& it) { return it.completed(false); }},
        {"Completed for host", [](Machine& it) { return it.completed(true); }},
        {"RequestFound", &Machine::request_found},
        {"DownloadFound", &Machine::download_found},
        {"PauseFound", &Machine::pause_found},
        {"PackageFound", [](Machine& it) { return it.package_found(false); }},
        {"PackageFound for host", [](Machine& it) { return it.package_found(true); }},
    };
    return kEvents;
}

bool send(DownloadMachine& machine, const std::string& name) {
    const auto found = std::ranges::find(events(), name, &NamedEvent::name);
    if (found == events().end()) throw std::invalid_argument(name);
    return found->send(machine);
}

struct Expectation {
    DownloadState from;
    const char* event;
    DownloadState to;
    const char* action;
};

// [firmware-update 2.4]: every row the table has; whatever is not here is forbidden.
const std::vector<Expectation>& allowed() {
    using enum DownloadState;
    static const std::vector<Expectation> kRows = {
        {Idle, "UriWritten", Downloading, "start"},
        {Idle, "ConsentNeeded", AwaitingAck, "ask"},
        {Idle, "CampaignDisabled", Idle, "decline"},
        {Idle, "Failed", Idle, "fail"},
        {Idle, "RequestFound", AwaitingAck, "ask"},
        {Idle, "DownloadFound", AwaitingNetwork, "after boot"},
        {Idle, "PauseFound", Paused, ""},
        {Idle, "PackageFound", Downloaded, ""},
        {Idle, "PackageFound for host", DownloadedForHost, ""},
        {AwaitingAck, "Accepted", Scheduled, ""},
        {AwaitingAck, "Rejected", Idle, "reject"},
        {AwaitingAck, "WaitOver", Downloading, "start"},
        {AwaitingAck, "WaitOver offline", AwaitingNetwork, "queue"},
        {AwaitingAck, "Failed", Idle, "fail"},
        {AwaitingAck, "UriCleared", Idle, "drop"},
        {Scheduled, "WaitOver", Downloading, "start"},
        {Scheduled, "WaitOver offline", AwaitingNetwork, "queue"},
        {Scheduled, "Failed", Idle, "fail"},
        {Scheduled, "UriCleared", Idle, "drop"},
        {AwaitingNetwork, "NetworkFound", Downloading, "fetch"},
        {AwaitingNetwork, "UriCleared", Idle, "drop"},
        {Downloading, "PercentRisen", Downloading, "progress"},
        {Downloading, "Cancelled", Idle, "cancel"},
        {Downloading, "PauseWanted", Paused, "pause"},
        {Downloading, "LinkLost", Retrying, "retries"},
        {Downloading, "RadioOff", Stalled, "stall"},
        {Downloading, "Failed", Idle, "fail"},
        {Downloading, "Completed", Downloaded, "complete"},
        {Downloading, "Completed for host", DownloadedForHost, "complete"},
        {Downloading, "UriCleared", Idle, "drop"},
        {Retrying, "RetryDue", Retrying, "try"},
        {Retrying, "Answered", Downloading, "end of retries"},
        {Retrying, "Failed", Idle, "fail"},
        {Retrying, "RadioOff", Stalled, "stall"},
        {Retrying, "UriCleared", Idle, "drop"},
        {Paused, "ResumeWanted", Downloading, "resume"},
        {Paused, "ResumeWanted offline", AwaitingNetwork, "announce"},
        {Paused, "UriCleared", Idle, "drop"},
        {Stalled, "UriCleared", Idle, "drop"},
        {Downloaded, "UpdateExecuted", Installing, "install"},
        {Downloaded, "UriCleared", Idle, "drop"},
        {DownloadedForHost, "InstallWanted", Installing, "install"},
        {DownloadedForHost, "UriCleared", Idle, "drop"},
    };
    return kRows;
}

struct Way {
    DownloadState to;
    std::vector<std::string> steps;
};

const std::vector<Way>& ways() {
    using enum DownloadState;
    static const std::vector<Way> kWays = {
        {Idle, {}},
        {AwaitingAck, {"ConsentNeeded"}},
        {Scheduled, {"ConsentNeeded", "Accepted"}},
        {AwaitingNetwork, {"DownloadFound"}},
        {Downloading, {"UriWritten"}},
        {Retrying, {"UriWritten", "LinkLost"}},
        {Paused, {"UriWritten", "PauseWanted"}},
        {Stalled, {"UriWritten", "RadioOff"}},
        {Downloaded, {"UriWritten", "Completed"}},
        {DownloadedForHost, {"UriWritten", "Completed for host"}},
        {Installing, {"UriWritten", "Completed", "UpdateExecuted"}},
    };
    return kWays;
}

}  // namespace

TEST_CASE("Every event of a download does what the table says, or is refused",
          "[spec-02][ufota][firmware-update-2.4]") {
    for (const Way& way : ways()) {
        for (const NamedEvent& event : events()) {
            Recorder effects;
            DownloadMachine machine(effects);
            for (const std::string& step : way.steps) REQUIRE(send(machine, step));
            REQUIRE(machine.state() == way.to);
            effects.action.clear();
            const bool was_handled = event.send(machine);

            INFO(name_of(way.to) << " + " << event.name);
            const auto row = std::ranges::find_if(allowed(), [&](const Expectation& expected) {
                return expected.from == way.to && expected.event == event.name;
            });
            const bool is_allowed = row != allowed().end();
            CHECK(was_handled == is_allowed);
            CHECK(machine.state() == (is_allowed ? row->to : way.to));
            CHECK(effects.action == (is_allowed ? row->action : ""));
            CHECK(effects.refused_event.empty() == is_allowed);
        }
    }
}

TEST_CASE("The table of the download reads back in words", "[spec-02][ufota]") {
    const auto rows = DownloadMachine::transitions();
    CHECK(rows.size() == allowed().size());
    CHECK(rows.front().from == "Idle");
    CHECK(rows.front().event == "UriWritten");
    CHECK(rows.front().action == "start_download");
}

TEST_CASE("A state is found again by its name", "[ufota]") {
    for (const Way& way : ways()) CHECK(find_download_state(name_of(way.to)) == way.to);
    CHECK_FALSE(find_download_state("Elsewhere"));
}
