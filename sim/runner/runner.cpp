#include "sim/runner/runner.hpp"

#include "sim/runner/run.hpp"
#include "sim/sinks/at_log.hpp"

#include <fmt/format.h>

namespace sara::sim {

RunResult run(const Scenario& scenario, const World& world, const RunOptions& options) {
    return Run(scenario, world, options).play();
}

std::string report(const Scenario& scenario, const RunResult& result) {
    std::string text =
        fmt::format("{}: {} (seed {})\n", scenario.file, scenario.title, result.seed);
    for (const Failure& failure : result.failures) {
        text += fmt::format("  {} at {} s\n    expected {}\n    found    {}\n", failure.pointer,
                            seconds_text(failure.time), failure.expected,
                            failure.found.empty() ? "nothing" : failure.found);
    }
    for (const std::string& line : result.transcript) text += "  | " + line + '\n';
    return text;
}

}  // namespace sara::sim
