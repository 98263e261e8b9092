#pragma once

#include "sim/invariant.hpp"

#include <span>
#include <string>

namespace sara {

/// What has to be true of a module whatever has struck it, as a table.  That one download runs at
/// a time needs no row: `Exclusion` aborts the program at a second one.  [R01 3.1.1, 5.1.1, 7, B]
std::span<const sim::Invariant> invariants();

/// What became of the module: which firmware it has, and whether it can be used.
std::string outcome_of(const sim::Aftermath& aftermath);

}  // namespace sara
