#pragma once

#include "sim/runner/faults.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace.hpp"
#include "sim/world.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sara::sim {

/// What did not come out as the scenario says.
struct Failure {
    std::string pointer;  ///< into the scenario, e.g. "/steps/3/expect"
    Time time;
    std::string expected;
    std::string found;
};

class Watch;

struct RunOptions {
    std::span<TraceSink* const> sinks = {};  ///< hear the whole run
    std::optional<std::uint64_t> seed = {};  ///< instead of the scenario's
    Watch* watch = nullptr;                  ///< looks over the run's shoulder
    /// Of a run with a fault after which the host recovers: what the twin shows of itself without
    /// that fault, if it is known.
    const std::vector<nlohmann::json>* reference = nullptr;
};

/// How a host found the module that it saw through after a fault.
struct Recovery {
    Ending ending = Ending::Silent;
    std::string outcome;  ///< what became of the twin, in few words
};

/// How a run went.
struct RunResult {
    std::vector<Failure> failures;
    std::vector<Failure> invalid;       ///< why it proves nothing: a fault that did not show
    std::vector<FaultEvidence> faults;  ///< of each fault, in the scenario's order
    std::vector<std::string>
        transcript;  ///< its last lines; if something failed, or after a recovery
    std::uint64_t seed = 0;
    Time ended;
    std::uint64_t events = 0;          ///< fired by the scheduler
    std::optional<Recovery> recovery;  ///< after a fault that asks for it
    std::string report;                ///< what came of the twin, in lines for a person
    std::size_t devices = 1;           ///< there were
    std::string outcome;  ///< of a run with a reference whose steps are done: as Recovery has it

    bool passed() const { return failures.empty() && invalid.empty(); }

    /// Nothing failed, but a fault did not strike or could not be seen to: neither good nor bad.
    bool is_invalid() const { return failures.empty() && !invalid.empty(); }
};

/// Plays a scenario to its end, in virtual time only: the same scenario and seed give the same run.
/// It always ends: every step has a time limit, the whole has one, and so has what may happen at
/// one instant.  Throws ScenarioError, before anything runs, if the scenario names what its world
/// does not have: a port, a pin, a package, a file.
RunResult run(const Scenario& scenario, const World& world, const RunOptions& options = {});

/// The scenario without the faults after which its host recovers.
Scenario undisturbed(const Scenario& scenario);

/// A run of undisturbed(scenario), with what the twin showed of itself at its start, after each
/// step and at rest.
struct ReferenceRun {
    RunResult result;
    std::vector<nlohmann::json> documents;
};
ReferenceRun reference_run(const Scenario& scenario, const World& world,
                           const RunOptions& options = {});

/// What a person needs to know of a failed run: each failure with its place in the file, expected
/// beside found, then the transcript with virtual times, and the seed.
std::string report(const Scenario& scenario, const RunResult& result);

}  // namespace sara::sim
