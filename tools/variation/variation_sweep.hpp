#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/sweep/outcome.hpp"
#include "tools/sweep/point.hpp"
#include "tools/variation/variation.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// Name of the fault that a case is.
inline constexpr std::string_view kVaried = "varied";

/// A variation and its place in the whole plan.
struct VariedCase {
    std::size_t index = 0;
    Variation variation;
};

/// What is known of a case before it is played.
CaseOutcome outcome_to_be(const VariedCase& varied);

/// A module that says what it says otherwise: does its host still come through?  Who that is, and
/// how it is played, is left to those who derive from it.
class VariationSweep {
 public:
    virtual ~VariationSweep() = default;
    VariationSweep(const VariationSweep&) = delete;
    VariationSweep& operator=(const VariationSweep&) = delete;

    /// How the run without any variation went; nothing can be varied unless it passed.
    const sim::RunResult& calm() const { return calm_; }
    std::size_t variations() const { return variations_.size(); }

    /// Those of the plan, or every `shards`-th of them from `shard` on.
    std::vector<VariedCase> cases(Plan plan, unsigned shard = 1, unsigned shards = 1) const;

    /// The one with that id.
    std::optional<VariedCase> find(const std::string& id) const;

    /// Plays the cases in `jobs` processes; tells each outcome in the order of the cases.  A case
    /// is violated if the host does not come through.
    void play(const std::vector<VariedCase>& cases, unsigned jobs,
              const std::function<void(const CaseOutcome&)>& tell) const;

    sim::Fault fault_of(const VariedCase& varied) const;

 protected:
    VariationSweep(const sim::Scenario& scenario, const sim::World& world,
                   std::optional<std::uint64_t> seed)
        : scenario_(sim::undisturbed(scenario)), world_(world), seed_(seed) {}

    /// To be called once, at construction.
    void take_survey(sim::RunResult calm, std::vector<Variation> variations) {
        calm_ = std::move(calm);
        variations_ = std::move(variations);
    }

    const sim::Scenario& scenario() const { return scenario_; }
    const sim::World& world() const { return world_; }
    std::optional<std::uint64_t> seed() const { return seed_; }

 private:
    /// Plays the cases and writes what became of each to `out`, a line each.
    virtual void play_share(const std::vector<VariedCase>& cases, int out) const = 0;

    sim::Scenario scenario_;
    const sim::World& world_;
    std::optional<std::uint64_t> seed_;
    sim::RunResult calm_;
    std::vector<Variation> variations_;
};

}  // namespace sara::tools
