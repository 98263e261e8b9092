#include "sim/runner/run.hpp"

#include "sim/runner/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sara::sim {

const Run::Verb& Run::verb_of(const Step& step) {
    static constexpr auto kVerbs = std::to_array<Verb>({
        verb<&Step::send, &Run::send>("send"),
        verb<&Step::command, &Run::command>("command"),
        verb<&Step::expect, &Run::expect>("expect"),
        verb<&Step::expect_in_order, &Run::expect_in_order>("expect_in_order"),
        verb<&Step::expect_silence, &Run::expect_silence>("expect_silence"),
        verb<&Step::collect, &Run::collect>("collect"),
        verb<&Step::xmodem, &Run::xmodem>("xmodem"),
        verb<&Step::tool, &Run::tool>("tool"),
        verb<&Step::send_data, &Run::send_data>("send_data"),
        verb<&Step::wait, &Run::wait>("wait"),
        verb<&Step::wait_ready, &Run::wait_ready>("wait_ready"),
        verb<&Step::wait_state, &Run::wait_state>("wait_state"),
        verb<&Step::wait_fault, &Run::wait_fault>("wait_fault"),
        verb<&Step::serial, &Run::serial>("serial"),
        verb<&Step::terminal, &Run::terminal>("terminal"),
        verb<&Step::signal, &Run::signal>("signal"),
        verb<&Step::cable, &Run::cable>("cable"),
        verb<&Step::pin, &Run::pin>("pin"),
        verb<&Step::supply, &Run::supply>("supply"),
        verb<&Step::inspect, &Run::inspect>("inspect"),
        verb<&Step::remember, &Run::remember>("remember"),
        verb<&Step::compare, &Run::compare>("compare"),
        verb<&Step::log, &Run::log>("log"),
    });
    return *std::ranges::find_if(kVerbs,
                                 [&](const Verb& candidate) { return candidate.is_in(step); });
}

Run::Run(const Scenario& scenario, const World& world, const RunOptions& options)
    : scenario_(scenario),
      world_(world),
      kernel_(options.seed.value_or(scenario.seed)),
      payloads_(load_payloads(scenario, world, kernel_.seed)),
      watch_(options.watch),
      reference_(options.reference),
      is_watched_(!scenario.asserts.empty() || !scenario.faults.empty()),
      asserts_(scenario.asserts) {
    kernel_.trace.add(recorder_);
    kernel_.trace.add(*this);
    for (TraceSink* sink : options.sinks) kernel_.trace.add(*sink);
    twin_ = world.make(scenario, kernel_);
    check_names(scenario, world, *twin_);
    for (const std::string_view port : twin_->ports())
        hosts_.emplace(port, std::make_unique<Host>(*this, *twin_->line(port)));
    faults_ = std::make_unique<Faults>(kernel_, *twin_, scenario.faults,
                                       static_cast<StallingHost*>(this));
}

RunResult Run::play() {
    RunResult result;
    result.seed = kernel_.seed.value();
    look();
    play_steps(result);
    // A fault that the last step triggers strikes at this very instant.
    static_cast<void>(run_until([] { return false; }, kernel_.scheduler.now()));
    if (faults_->want_recovery()) {
        recover(result);
    } else if (result.passed()) {
        if (documents_ != nullptr) rest();
        // After a failed step the rest of the run is missing: what it would have shown proves
        // nothing.
        judge(result);
    }
    result.faults = faults_->evidence();
    if (!result.passed() || result.recovery) result.transcript = recorder_.lines();
    result.ended = kernel_.scheduler.now();
    result.events = kernel_.scheduler.fired();
    result.report = twin_->report();
    result.devices = twin_->devices();
    if (watch_ != nullptr) watch_->at_end(result);
    return result;
}

/// Of a run whose steps are all done.  Without its faults it is another run than the scenario's,
/// whatever its asserts say.
void Run::judge(RunResult& result) {
    result.invalid = unproven([](const FaultEvidence& evidence) { return !evidence.fired; });
    if (!result.invalid.empty()) return;
    if (!result.recovery) {
        result.failures = judge_asserts();
        if (reference_ != nullptr) {
            result.outcome = judge_twin(result, ending_of_steps());
        } else if (!scenario_.invariants.empty()) {
            judge_own_invariants(result, twin_->inspect());
        }
    }
    result.invalid = unproven([](const FaultEvidence& evidence) { return !evidence.observed; });
}

std::vector<Failure> Run::judge_asserts() const {
    if (asserts_.is_empty()) return {};
    return asserts_.failures(twin_->inspect(), kernel_.scheduler.now(), twin_->time_error());
}

/// It waited for a fault in vain that never struck.
bool Run::is_invalid_wait(const Step& step) const {
    return step.wait_fault && !faults_->has_fired(step.wait_fault->name);
}

std::vector<Failure> Run::unproven(bool (*lacks)(const FaultEvidence& evidence)) const {
    std::vector<Failure> found;
    const std::vector<FaultEvidence> faults = faults_->evidence();
    for (std::size_t index = 0; index < faults.size(); ++index) {
        // Of a host that recovers, only what made it do so counts.
        if (faults[index].then == Then::Continue && is_recovering_) continue;
        if (!lacks(faults[index])) continue;
        const bool fired = faults[index].fired.has_value();
        found.push_back({fmt::format("/faults/{}", index), kernel_.scheduler.now(),
                         fmt::format("the fault \"{}\" ({}) to {}", faults[index].name,
                                     faults[index].kind, fired ? "show in the trace" : "strike"),
                         fired ? "it struck, and nothing shows it: the run proves nothing about it"
                               : "it never did: the run proves nothing about it"});
    }
    return found;
}

ReferenceRun Run::play_as_reference() {
    ReferenceRun run;
    documents_ = &run.documents;
    run.result = play();
    return run;
}

void Run::play_steps(RunResult& result) {
    if (documents_ != nullptr) documents_->push_back(twin_->inspect());
    for (step_ = 0; step_ < scenario_.steps.size() && result.passed(); ++step_) {
        if (faults_->want_recovery()) return;
        const Step& step = scenario_.steps[step_];
        if (auto failure = play_step(step))
            (is_invalid_wait(step) ? result.invalid : result.failures).push_back(*failure);
        if (documents_ != nullptr) documents_->push_back(twin_->inspect());
    }
}

void Run::inject(Fault fault) {
    is_watched_ = true;
    faults_->add(injected_.emplace_back(std::move(fault)));
    faults_->look();
}

std::optional<Failure> Run::play_step(const Step& step) {
    const Verb& verb = verb_of(step);
    kernel_.trace.emit(RecordKind::Host, port_of(step),
                       {{"step", static_cast<std::int64_t>(step_)}, {"what", verb.name}});
    if (!step.label.empty()) tell({.step = step.label});
    const Outcome outcome = verb.perform(*this, step);
    if (outcome) {
        return Failure{fmt::format("/steps/{}/{}", step_, verb.name), kernel_.scheduler.now(),
                       outcome->expected, outcome->found};
    }
    if (!step.label.empty()) faults_->on_step_done(step.label);
    return std::nullopt;
}

Run::Outcome Run::missed(Wake wake, Duration within, const std::string& expected,
                         const std::string& found) const {
    switch (wake) {
        case Wake::Condition:
            return std::nullopt;
        case Wake::Deadline:
            return Miss{expected + " within " + to_text(within), found};
        case Wake::RunLimit:
            return Miss{expected, "the limit of the run, " + to_text(scenario_.limit)};
        case Wake::Fault:
            return Miss{expected, "a fault, after which the host recovers"};
        case Wake::Stuck:
            break;
    }
    return Miss{expected, "events without end at one instant"};
}

void Run::on_record(const Record& record) {
    if (is_watched_) tell({.record = &record});
}

void Run::tell(const Happening& happening) {
    asserts_.on_happening(happening, kernel_.scheduler.now());
    if (faults_) faults_->on_happening(happening);
}

void Run::set_stalled(std::string_view port, bool stalled) {
    hosts_.find(port)->second->terminal.set_stalled(stalled);
}

std::string_view Run::port_of(const Step& step) const {
    return step.port.empty() ? twin_->ports().front() : std::string_view(step.port);
}

}  // namespace sara::sim
