#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim fw make|inspect|sign|verify|key`: firmware packages.
void add_fw_command(CLI::App& app);

}  // namespace sara::tools
