#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim fw make`: a package, of made-up firmware or of given images.
void add_fw_make_command(CLI::App& fw);

}  // namespace sara::tools
