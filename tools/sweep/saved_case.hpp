#pragma once

#include "sim/scenario/scenario.hpp"
#include "tools/sweep/outcome.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace sara::tools {

/// What a saved case has beside its faults.
struct Pin {
    std::uint64_t seed = 1;  ///< of the run that found it
    sim::Then then = sim::Then::Recover;
};

/// The n-th fault of a case, from 0, as a scenario has it.
nlohmann::json pinned_fault(const Pin& pin, const CaseOutcome& outcome, std::size_t n);

/// The scenario as `r5sim test` plays it from anywhere, with the seed and a title that says what
/// broke, but still without the faults of the case.
nlohmann::json unpinned_scenario(const sim::Scenario& scenario, const Pin& pin,
                                 const CaseOutcome& outcome);

/// The scenario with the faults of a case pinned to where they struck: `r5sim test` finds the same.
/// Files that it names are found from anywhere.
nlohmann::json pinned_scenario(const sim::Scenario& scenario, const Pin& pin,
                               const CaseOutcome& outcome);

/// Writes a scenario to `folder`, as <scenario>-<name>.json; the path.  Throws BadInput.
std::string save_scenario(const std::string& folder, const sim::Scenario& scenario,
                          const std::string& name, const nlohmann::json& document);

/// Both for a case, whose id is the name.
std::string save_case(const std::string& folder, const sim::Scenario& scenario, const Pin& pin,
                      const CaseOutcome& outcome);

}  // namespace sara::tools
