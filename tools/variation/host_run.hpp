#pragma once

#include "pty/speed.hpp"
#include "sim/runner/runner.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/time.hpp"
#include "sim/world.hpp"
#include "tools/variation/variation_survey.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sara::tools {

/// A user's program that is the host, on the terminal that $R5SIM_PORT names.
struct HostCommand {
    std::string command;  ///< for /bin/sh
    pty::Speed speed;
    sim::Duration limit;  ///< wall time that it may take
};

/// Plays the program as the host of the scenario's module, instead of its steps, until it ends.  It
/// has come through if its exit code is 0 and the scenario's asserts hold.  `varied`: what strikes
/// beside the scenario's own faults; nullptr: nothing.  `survey` sees what could have been
/// otherwise.  Throws BadInput if it cannot be started.
sim::RunResult run_with_host(const sim::Scenario& scenario, const sim::World& world,
                             const HostCommand& host, std::optional<std::uint64_t> seed,
                             const sim::Fault* varied, VariationSurvey* survey = nullptr);

}  // namespace sara::tools
