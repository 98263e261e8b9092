#pragma once

#include "tools/sweep/engine.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace sara::tools {

/// What says what a sweep injects, and where: the same options for `sweep` and `replay`.
struct InjectionOptions {
    std::string fault = "power-loss";
    std::string places = "events";
    std::string off = "5s";
    std::string then = "recover";
    std::optional<std::uint64_t> seed;
};

/// Adds --fault, --at, --off, --then and --seed.
void add_injection_options(CLI::App& command, InjectionOptions& options);

/// The plan these options mean.  Throws BadInput.
SweepPlan plan_of(const InjectionOptions& options);

}  // namespace sara::tools
