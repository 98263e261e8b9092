#pragma once

#include "sim/world.hpp"

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim console`: the module, with this terminal as the host.  Ctrl-] ends it.  If standard input
/// is no terminal, its lines are sent one by one, each when the module has done with the one
/// before, and the end of the input ends the run.
void add_console_command(CLI::App& app, const sim::World& world);

}  // namespace sara::tools
