// A host that lost track of its module: it leaves its steps and sees to it that there is one.
#include "sim/runner/run.hpp"

#include <fmt/format.h>

namespace sara::sim {

namespace {

constexpr Duration kSwitchOnAgain = 30s;  ///< for a module that is off or asleep
constexpr Duration kAnswer = 5s;          ///< to a bare AT
constexpr Duration kSilence = 2s;         ///< around an escape, longer than a guard time
constexpr int kAttempts = 20;             ///< longer than any command waits
/// What waits for data gives up after so long without any: now and then the host is patient.
constexpr Duration kPromptPatience = 30s;
constexpr int kPatientAttempt = 5;  ///< each such attempt

/// A receiver that polls does so every 10 s.  [R01 3.1]
constexpr Duration kPoll = 30s;
/// One that gives up does so after 109 s.  [R01 3.1]
constexpr Duration kPatience = 3min;

constexpr std::string_view kPolls = "C\x15";  // a NAK is the older poll

}  // namespace

Ending Run::see_through() {
    is_recovering_ = true;
    for (auto& [name, host] : hosts_) {
        host->terminal.end_transfer();
        host->terminal.configure({}, FlowControl::None);  // whatever speed the module uses
        host->terminal.open();
    }
    return come_to_rest();
}

Ending Run::come_to_rest() {
    is_recovering_ = true;
    const Time limit = Time(scenario_.limit);
    while (kernel_.scheduler.now() < limit) {
        static_cast<void>(run_until([this] { return !faults_->last(); }, limit));
        if (!twin_->has_supply()) return Ending::Off;
        if (!twin_->is_ready()) {
            twin_->switch_on();
            const Time again = kernel_.scheduler.now() + kSwitchOnAgain;
            const Wake wake = run_until([this] { return twin_->is_ready(); }, again);
            if (wake == Wake::Stuck || wake == Wake::RunLimit) break;
        } else if (!twin_->asks_for_transfer()) {
            const bool answers = answers_at();
            if (faults_->last()) continue;  // another one struck meanwhile
            if (answers) return Ending::Answers;
            if (twin_->is_ready() && !twin_->asks_for_transfer()) break;
        } else if (hears_poll()) {
            const Wake wake = run_until([this] { return !twin_->asks_for_transfer(); },
                                        kernel_.scheduler.now() + kPatience);
            if (wake == Wake::Stuck) break;
            if (wake != Wake::Condition && !faults_->last()) return Ending::AsksForTransfer;
        } else if (twin_->asks_for_transfer()) {
            break;
        }
    }
    return Ending::Silent;
}

/// Whatever mode the port is in: a prompt runs out of patience, or an escape leads out.
bool Run::answers_at() {
    Terminal& terminal = hosts_.find(twin_->ports().front())->second->terminal;
    const std::span<const std::string_view> escapes = world_.escapes();
    const auto takes_commands = [this] { return twin_->is_ready() && !twin_->asks_for_transfer(); };
    for (int attempt = 0; attempt < kAttempts && takes_commands(); ++attempt) {
        terminal.consume(terminal.unread().size());
        terminal.send(as_bytes("AT\r"));
        const auto is_ok = [&] {
            while (const auto line = terminal.take_line()) {
                if (*line == "OK" || *line == "0") return true;
            }
            return terminal.unread() == "0\r";  // ATV0
        };
        const Wake wake = run_until(is_ok, kernel_.scheduler.now() + kAnswer);
        if (wake != Wake::Deadline) return wake == Wake::Condition;
        if (!escapes.empty())
            terminal.send(as_bytes(escapes[static_cast<std::size_t>(attempt) % escapes.size()]));
        const bool is_patient = attempt % kPatientAttempt == kPatientAttempt - 1;
        static_cast<void>(
            run_until([] { return false; },
                      kernel_.scheduler.now() + (is_patient ? kPromptPatience : kSilence)));
    }
    return false;
}

bool Run::hears_poll() {
    for (auto& [name, host] : hosts_) host->terminal.consume(host->terminal.unread().size());
    const auto is_polled = [this] {
        return !twin_->asks_for_transfer() || std::ranges::any_of(hosts_, [](const auto& host) {
            return host.second->terminal.unread().find_first_of(kPolls) != std::string_view::npos;
        });
    };
    const Wake wake = run_until(is_polled, kernel_.scheduler.now() + kPoll);
    return wake == Wake::Condition && twin_->asks_for_transfer();
}

void Run::rest() {
    static_cast<void>(come_to_rest());
    documents_->push_back(twin_->inspect());
}

/// What became of its steps does not matter: the host was taken from them.
void Run::recover(RunResult& result) {
    result.failures.clear();
    const Ending ending = see_through();
    if (ending == Ending::Silent && faults_->last()) {
        result.recovery = {ending, "not known: the fault lasts longer than the run"};
        result.invalid.push_back(
            {"/limit", kernel_.scheduler.now(), "the fault to be over",
             "it lasts longer than the run, whose limit is " + to_text(scenario_.limit)});
        return;
    }
    result.recovery = {ending, judge_twin(result, ending)};
    if (result.passed()) judge(result);
}

/// Holds the invariants against the twin; says what became of it.
std::string Run::judge_twin(RunResult& result, Ending ending) {
    static const std::vector<Json> nothing;
    const Json document = twin_->inspect();
    const Aftermath aftermath{.scenario = scenario_,
                              .reference = reference_ != nullptr ? *reference_ : nothing,
                              .now = document,
                              .ending = ending,
                              .struck = faults_->struck()};
    for (const Invariant& invariant : world_.invariants()) {
        if (auto miss = invariant.check(aftermath)) {
            result.failures.push_back({fmt::format("invariant {}", invariant.name),
                                       kernel_.scheduler.now(), miss->expected, miss->found});
        }
    }
    judge_own_invariants(result, document);
    return world_.outcome(aftermath);
}

/// How a host leaves its module that has come to the end of its steps.
Ending Run::ending_of_steps() const {
    if (!twin_->has_supply()) return Ending::Off;
    if (twin_->asks_for_transfer()) return Ending::AsksForTransfer;
    return twin_->is_ready() ? Ending::Answers : Ending::Silent;
}

void Run::judge_own_invariants(RunResult& result, const Json& document) {
    for (std::size_t i = 0; i < scenario_.invariants.size(); ++i) {
        if (auto miss = scenario_.invariants[i].refutation(document)) {
            result.failures.push_back({fmt::format("/invariants/{}", i), kernel_.scheduler.now(),
                                       miss->expected, miss->found});
        }
    }
}

}  // namespace sara::sim
