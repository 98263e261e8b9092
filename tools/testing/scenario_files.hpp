#pragma once

#include "sim/scenario/scenario.hpp"

#include <string>
#include <vector>

namespace sara::tools {

/// The scenario files that paths stand for: a file itself; of a folder every *.json in it and
/// below, but schema.json, by name.  Throws BadInput if a path is not there or a folder holds none.
std::vector<std::string> scenario_files(const std::vector<std::string>& paths);

/// Reads them, and keeps those whose file name or title contains `filter`.  Throws
/// ScenarioError, and BadInput if none is left.
std::vector<sim::Scenario> load_scenarios(const std::vector<std::string>& paths,
                                          const std::string& filter, const sim::World& world);

}  // namespace sara::tools
