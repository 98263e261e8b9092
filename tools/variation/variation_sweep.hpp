#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/outcome.hpp"
#include "tools/variation/variation.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sara::tools {

/// A variation and its place in the whole plan.
struct VariedCase {
    std::size_t index = 0;
    Variation variation;
};

/// A scenario whose module says what it says otherwise: does the host still come through?
class VariationSweep {
 public:
    /// Plays the scenario once as it is.
    VariationSweep(const sim::Scenario& scenario, const sim::World& world, Vary vary,
                   std::optional<std::uint64_t> seed);

    /// How that went; nothing can be varied unless it passed.
    const sim::RunResult& calm() const { return calm_; }
    std::size_t variations() const { return variations_.size(); }

    /// Those of the plan, or every `shards`-th of them from `shard` on.
    std::vector<VariedCase> cases(Plan plan, unsigned shard = 1, unsigned shards = 1) const;

    /// The one with that id.
    std::optional<VariedCase> find(const std::string& id) const;

    /// Plays the cases, each in a process that is forked off where it begins; tells each outcome in
    /// the order of the cases.  A case is violated if a step or an assert fails.
    void play(const std::vector<VariedCase>& cases, unsigned jobs,
              const std::function<void(const CaseOutcome&)>& tell) const;

    sim::Fault fault_of(const VariedCase& varied) const;

 private:
    void play_in_this_process(const std::vector<VariedCase>& cases, int out) const;

    sim::Scenario scenario_;
    const sim::World& world_;
    std::optional<std::uint64_t> seed_;
    sim::RunResult calm_;
    std::vector<Variation> variations_;
};

}  // namespace sara::tools
