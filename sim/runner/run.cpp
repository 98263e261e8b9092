#include "sim/runner/run.hpp"

#include "sim/runner/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

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
      is_watched_(!scenario.asserts.empty() || !scenario.faults.empty()),
      asserts_(scenario.asserts) {
    kernel_.trace.add(recorder_);
    kernel_.trace.add(*this);
    for (TraceSink* sink : options.sinks) kernel_.trace.add(*sink);
    twin_ = world.make(scenario, kernel_);
    check_names(scenario, world, *twin_);
    for (const std::string_view port : twin_->ports())
        hosts_.emplace(port, std::make_unique<Host>(*this, *twin_->line(port)));
    faults_ = std::make_unique<Faults>(kernel_, *twin_, scenario.faults);
}

RunResult Run::play() {
    RunResult result;
    result.seed = kernel_.seed.value();
    for (step_ = 0; step_ < scenario_.steps.size() && result.passed(); ++step_) {
        if (auto failure = play_step(scenario_.steps[step_])) result.failures.push_back(*failure);
    }
    // A fault that the last step triggers strikes at this very instant.
    static_cast<void>(run_until([] { return false; }, kernel_.scheduler.now()));
    const Time end = kernel_.scheduler.now();
    // After a failed step the rest of the run is missing: what it would have shown proves nothing.
    if (result.passed()) {
        if (auto failure = unfired_fault()) result.failures.push_back(*failure);
        if (!asserts_.is_empty()) {
            std::ranges::move(asserts_.failures(twin_->inspect(), end),
                              std::back_inserter(result.failures));
        }
    }
    if (!result.passed()) result.transcript = recorder_.lines();
    result.ended = end;
    result.events = kernel_.scheduler.fired();
    return result;
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

std::optional<Failure> Run::unfired_fault() const {
    const auto index = faults_->first_unfired();
    if (!index) return std::nullopt;
    return Failure{fmt::format("/faults/{}", *index), kernel_.scheduler.now(),
                   fmt::format("the fault \"{}\" to strike", scenario_.faults[*index].name),
                   "it never did: the run proves nothing about it"};
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

std::string_view Run::port_of(const Step& step) const {
    return step.port.empty() ? twin_->ports().front() : std::string_view(step.port);
}

}  // namespace sara::sim
