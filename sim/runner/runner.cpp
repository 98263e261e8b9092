#include "sim/runner/runner.hpp"

#include "sim/runner/run.hpp"
#include "sim/sinks/at_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sara::sim {

RunResult run(const Scenario& scenario, const World& world, const RunOptions& options) {
    const bool recovers =
        std::ranges::find(scenario.faults, Then::Recover, &Fault::then) != scenario.faults.end();
    if (!recovers || options.reference != nullptr) return Run(scenario, world, options).play();
    ReferenceRun reference = reference_run(scenario, world, {.seed = options.seed});
    if (!reference.result.passed()) return std::move(reference.result);
    RunOptions informed = options;
    informed.reference = &reference.documents;
    return Run(scenario, world, informed).play();
}

Scenario undisturbed(const Scenario& scenario) {
    Scenario calm = scenario;
    std::erase_if(calm.faults, [](const Fault& fault) { return fault.then == Then::Recover; });
    return calm;
}

ReferenceRun reference_run(const Scenario& scenario, const World& world,
                           const RunOptions& options) {
    const Scenario calm = undisturbed(scenario);
    return Run(calm, world, options).play_as_reference();
}

namespace {

std::string failure_text(const Failure& failure) {
    return fmt::format("  {} at {} s\n    expected {}\n    found    {}\n", failure.pointer,
                       seconds_text(failure.time), failure.expected,
                       failure.found.empty() ? "nothing" : failure.found);
}

std::string moment_text(const std::optional<Time>& time) {
    return time ? fmt::format("at {} s", seconds_text(*time)) : std::string("never");
}

}  // namespace

std::string report(const Scenario& scenario, const RunResult& result) {
    std::string text =
        fmt::format("{}: {} (seed {})\n", scenario.file, scenario.title, result.seed);
    for (const Failure& failure : result.failures) text += failure_text(failure);
    for (const Failure& failure : result.invalid) text += failure_text(failure);
    for (const FaultEvidence& fault : result.faults) {
        text += fmt::format("  fault \"{}\" ({}): armed, fired {}, observed {}\n", fault.name,
                            fault.kind, moment_text(fault.fired), moment_text(fault.observed));
    }
    for (const std::string& line : result.transcript) text += "  | " + line + '\n';
    return text;
}

}  // namespace sara::sim
