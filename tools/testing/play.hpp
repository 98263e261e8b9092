#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/testing/verdict.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sara::tools {

struct PlayOptions {
    std::optional<std::uint64_t> seed;
    std::string trace_dir;  ///< a trace a scenario goes there; empty: none
    unsigned jobs = 1;      ///< processes
    bool coverage = false;  ///< each verdict says what its run met
};

/// Plays scenarios, in several processes if asked to, and tells each verdict in the scenarios'
/// order.  A scenario that brings its process down has failed; the others are not harmed.
std::vector<Verdict> play(const std::vector<sim::Scenario>& scenarios, const sim::World& world,
                          const PlayOptions& options,
                          const std::function<void(const Verdict&)>& tell);

}  // namespace sara::tools
