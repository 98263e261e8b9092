#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/testing/run_files.hpp"
#include "tools/testing/verdict.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sara::tools {

struct PlayOptions {
    std::optional<std::uint64_t> seed;
    RunFolders folders;     ///< for what each run leaves behind
    std::string port = {};  ///< a serial device with a module on it; empty: simulated ones
    unsigned jobs = 1;      ///< processes
    bool coverage = false;  ///< each verdict says what its run met
};

/// Plays scenarios, in several processes if asked to, and tells each verdict in the scenarios'
/// order.  A scenario that brings its process down has failed; the others are not harmed.
std::vector<Verdict> play(const std::vector<sim::Scenario>& scenarios, const sim::World& world,
                          const PlayOptions& options,
                          const std::function<void(const Verdict&)>& tell);

}  // namespace sara::tools
