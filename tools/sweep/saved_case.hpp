#pragma once

#include "sim/scenario/scenario.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/outcome.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace sara::tools {

/// The scenario with the faults of a case pinned to where they struck: `r5sim test` finds the same.
/// Files that it names are found from anywhere.
nlohmann::json pinned_scenario(const sim::Scenario& scenario, const SweepPlan& plan,
                               const CaseOutcome& outcome);

/// Writes it to `folder`, as <scenario>-<id>.json; the path.  Throws BadInput.
std::string save_case(const std::string& folder, const sim::Scenario& scenario,
                      const SweepPlan& plan, const CaseOutcome& outcome);

}  // namespace sara::tools
