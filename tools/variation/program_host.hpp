#pragma once

#include "tools/variation/host_run.hpp"
#include "tools/variation/variation_sweep.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sara::tools {

/// The host is a program of the user's, started anew for each case.  What it does is not the same
/// each time, so a case counts from the start: the third line it sends is refused, the seventh
/// thing that the module says is split.
class ProgramHost final : public VariationSweep {
 public:
    /// Plays it once with nothing varied.
    ProgramHost(const sim::Scenario& scenario, const sim::World& world, Vary vary, HostCommand host,
                std::optional<std::uint64_t> seed);

 private:
    void play_share(const std::vector<VariedCase>& cases, int out) const override;

    HostCommand host_;
};

}  // namespace sara::tools
