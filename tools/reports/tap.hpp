#pragma once

#include "tools/testing/verdict.hpp"

#include <string>
#include <vector>

namespace sara::tools {

/// The verdicts in the Test Anything Protocol, version 14: a line each, and what went wrong as a
/// YAML block below.
std::string tap_of(const std::vector<Verdict>& verdicts);

}  // namespace sara::tools
