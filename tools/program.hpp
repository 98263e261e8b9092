#pragma once

#include "sim/world.hpp"

namespace sara::tools {

/// The program on the command line: parses it, does the job, tells what went wrong in one line on
/// standard error.  Returns the exit code.
int run_program(int argc, const char* const* argv, const sim::World& world);

}  // namespace sara::tools
