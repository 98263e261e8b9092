#pragma once

#include "tools/variation/variation_sweep.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sara::tools {

/// The host is the scenario's own, with its steps: a case that breaks one, or an assert, is
/// violated.  The process is forked where a case begins, so that no case plays again what came
/// before.
class ScriptedHost final : public VariationSweep {
 public:
    /// Plays the scenario once as it is.
    ScriptedHost(const sim::Scenario& scenario, const sim::World& world, Vary vary,
                 std::optional<std::uint64_t> seed);

 private:
    void play_share(const std::vector<VariedCase>& cases, int out) const override;
};

}  // namespace sara::tools
