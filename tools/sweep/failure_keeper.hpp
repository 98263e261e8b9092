#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/sweep/outcome.hpp"
#include "tools/sweep/saved_case.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <string>

namespace sara::tools {

/// What becomes of the cases that are violated.
struct KeepOptions {
    std::string folder;
    bool shrinks = false;
};

/// Adds --save-failures and --shrink.
void add_keep_options(CLI::App& command, KeepOptions& options);

/// Tells the first cases of a scenario that are violated, saves all and shrinks the first if asked
/// to.
class FailureKeeper {
 public:
    FailureKeeper(const sim::Scenario& scenario, const sim::World& world, const Pin& pin,
                  const KeepOptions& options)
        : scenario_(scenario), world_(world), pin_(pin), options_(options) {}

    /// Throws BadInput if nothing can be saved there.
    void keep(const CaseOutcome& outcome);

 private:
    void shorten(const CaseOutcome& outcome) const;

    const sim::Scenario& scenario_;
    const sim::World& world_;
    Pin pin_;
    const KeepOptions& options_;
    std::size_t kept_ = 0;
};

}  // namespace sara::tools
