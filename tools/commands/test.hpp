#pragma once

#include "sim/world.hpp"

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim test PATH...`: plays scenarios, tells which of them came out as they say.  Exit code 1 if
/// one did not, 2 if one cannot be read, 3 if none failed but a fault of one did not strike or
/// show.
void add_test_command(CLI::App& app, const sim::World& world);

}  // namespace sara::tools
