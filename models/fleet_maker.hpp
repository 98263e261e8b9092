#pragma once

#include "models/fleet.hpp"
#include "models/furnishing.hpp"
#include "sim/scenario/scenario.hpp"

#include <memory>

namespace sara {

/// What the modules of a scenario have in common.
struct FleetSurroundings {
    const sim::Scenario& scenario;
    const network::NetworkSpec& network;  ///< with what the servers have
    std::shared_ptr<lwm2m::Campaigns> campaigns;
};

/// The host's module with those of "modules" around it, each as the seed draws it.  Throws
/// ScenarioError.
std::unique_ptr<Fleet> make_fleet(sim::Kernel& kernel, std::unique_ptr<Module> attended,
                                  const FleetSurroundings& around);

}  // namespace sara
