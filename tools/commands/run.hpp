#pragma once

#include "sim/world.hpp"

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim run`: the module, alive on a pseudo-terminal until a signal ends it.
void add_run_command(CLI::App& app, const sim::World& world);

}  // namespace sara::tools
