#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/twin.hpp"
#include "sim/world.hpp"

#include <cstdint>
#include <vector>

namespace sara::sim {

/// Throws ScenarioError if a step or fault names a port or pin that the twin, or a program that the
/// world does not have.
void check_names(const Scenario& scenario, const World& world, Twin& twin);

/// The same for what one fault does.
void check_fault(const FaultKind& what, Twin& twin, const Place& place);

/// The bytes of each step's payload; empty for a step without one.  Throws ScenarioError if a
/// package or file is not there.
std::vector<std::vector<std::uint8_t>> load_payloads(const Scenario& scenario, const World& world,
                                                     const Seed& seed);

}  // namespace sara::sim
