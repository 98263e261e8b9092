#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim commands [--json | --coverage INDEX]`: the command reference, from the tables that answer
/// a host; or how far they cover an index of the manual's commands.
void add_commands_command(CLI::App& app);

}  // namespace sara::tools
