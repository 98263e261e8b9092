#pragma once

#include "sim/world.hpp"

#include <string>

namespace sara::sim {

/// `scenarios/schema.json`: what an editor needs to check and complete a scenario of that world.
std::string scenario_schema(const World& world);

/// `scenarios/reference.md`: the same for people.
std::string scenario_reference(const World& world);

}  // namespace sara::sim
