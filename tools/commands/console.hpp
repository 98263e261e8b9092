#pragma once

#include "sim/world.hpp"

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim console`: the module, with this terminal as the host.  Ctrl-] ends it.  If standard input
/// is no terminal, its bytes are sent as they are once the module answers, and the end of the input
/// ends the run when the module has finished.
void add_console_command(CLI::App& app, const sim::World& world);

}  // namespace sara::tools
