#pragma once

#include "models/profile_changes.hpp"
#include "sim/time.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace sara {

/// How the seed draws what a module hears, on top of what "network" says.
struct CoverageSpec {
    int rsrp_min = -115;  ///< dBm, of every cell
    int rsrp_max = -80;
    std::uint32_t outages = 0;  ///< at most
    sim::Duration longest_outage = std::chrono::minutes(30);
    sim::Duration outages_within = std::chrono::hours(24);  ///< all begin by then
    std::uint32_t never_percent = 0;                        ///< modules that hear no cell
};

/// One of "modules": modules of a kind that have no host.
struct ModuleGroup {
    std::uint32_t count = 1;
    std::string imei;     ///< of the first; the others count on
    std::string product;  ///< type number; empty: that of "module"
    ProfileChanges profile;
    std::map<std::string, std::string> nvm;
    sim::Duration switched_on_within{};  ///< each at an instant that the seed draws
    CoverageSpec coverage;
};

}  // namespace sara

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::CoverageSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::ModuleGroup>();
