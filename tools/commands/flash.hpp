#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim flash FILE --port DEVICE`: EasyFlash's part.  Waits for a module that powers up, flashes
/// the .dof through its primary UART, verifies, and tells to reset the module.  [R01 6.2]
void add_flash_command(CLI::App& app);

}  // namespace sara::tools
