#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/sweep/outcome.hpp"
#include "tools/sweep/saved_case.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>

namespace sara::tools {

/// A scenario that breaks as a case did, with the fault pinned.
struct Shrunk {
    nlohmann::json document;
    std::size_t steps = 0;         ///< it has
    std::size_t steps_before = 0;  ///< the scenario had
    std::size_t tries = 0;         ///< scenarios that were swept to find it
};

/// Leaves out what it can of a scenario in which a case is violated: steps first, then whatever
/// furnishes its world.  What is left passes by itself, and the same fault in the same phase
/// violates the same in it, at one of some 20 points of that phase; nothing more can be left out.
/// Nothing if the case is one of two faults, or does not break again.
std::optional<Shrunk> shrink(const sim::Scenario& scenario, const sim::World& world, const Pin& pin,
                             const CaseOutcome& outcome);

}  // namespace sara::tools
