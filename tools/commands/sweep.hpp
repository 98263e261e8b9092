#pragma once

#include "sim/world.hpp"

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim sweep FILE`: a fault at every point of a scenario; and `r5sim replay ID FILE`: one of
/// these cases again, with its transcript.
void add_sweep_command(CLI::App& app, const sim::World& world);
void add_replay_command(CLI::App& app, const sim::World& world);

}  // namespace sara::tools
