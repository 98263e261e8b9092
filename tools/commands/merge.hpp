#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim merge FILE...`: the JSON reports of shards become those of the whole.
void add_merge_command(CLI::App& app);

}  // namespace sara::tools
