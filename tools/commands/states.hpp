#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim states [--dot]`: the tables of the module's state machines.
void add_states_command(CLI::App& app);

}  // namespace sara::tools
