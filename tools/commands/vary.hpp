#pragma once

#include "sim/world.hpp"
#include "tools/sweep/failure_keeper.hpp"
#include "tools/sweep/point.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace sara::tools {

/// Which host has to bear it, as typed.
struct HostOptions {
    std::string command;  ///< "": the scenario's own
    std::string speed = "turbo";
    std::string limit = "60s";
};

/// Adds --host, --host-speed and --host-limit.
void add_host_options(CLI::App& command, HostOptions& options);

/// `r5sim sweep --vary`: what of the sweep's options it heeds.
struct VaryOptions {
    std::string vary;
    std::string file;
    HostOptions host;
    Plan plan = Plan::Quick;
    std::optional<std::uint64_t> seed;
    std::string json;
    KeepOptions keep;
    unsigned jobs = 1;
    unsigned shard = 1;
    unsigned shards = 1;
};

/// Varies what the module says to a scenario's host, in all the ways of `vary`.  Throws
/// CLI::RuntimeError with the exit code if the host broke, BadInput.
void sweep_variations(const VaryOptions& options, const sim::World& world);

/// Plays one case again.
void replay_variation(const std::string& id, const std::string& file, const HostOptions& host,
                      std::optional<std::uint64_t> seed, const sim::World& world);

}  // namespace sara::tools
