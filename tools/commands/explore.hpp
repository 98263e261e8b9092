#pragma once

#include "sim/world.hpp"

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim explore FILE...`: random faults at random points of scenarios.
void add_explore_command(CLI::App& app, const sim::World& world);

}  // namespace sara::tools
