#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim inspect --flash PATH [POINTER]`: what a flash holds, as JSON; also while a module uses
/// it.
void add_inspect_command(CLI::App& app);

}  // namespace sara::tools
