#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim coverage FILE...`: what all those runs have met of the module, and what they have not.
/// Exit code 1 below --threshold.
void add_coverage_command(CLI::App& app);

}  // namespace sara::tools
