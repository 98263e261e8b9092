#pragma once

#include "sim/runner/runner.hpp"
#include "sim/runner/watch.hpp"
#include "tools/variation/variation_sweep.hpp"

#include <cstddef>
#include <vector>

namespace sara::tools {

/// Forks the process where each case begins: the child lets it be so, plays on and writes what
/// became of the host; the parent goes on as if nothing had happened.
class VariationWatch final : public sim::Watch {
 public:
    /// Outcomes go to `out`, a line each.
    VariationWatch(const VariationSweep& sweep, const std::vector<VariedCase>& cases, int out)
        : sweep_(sweep), cases_(cases), out_(out) {}

    void at_boundary(sim::Boundary& boundary) override;

    /// The run is over.  In a child this does not return.
    void finish(const sim::RunResult& result);

 private:
    bool fork_case(const VariedCase& varied, sim::Boundary& boundary);

    const VariationSweep& sweep_;
    const std::vector<VariedCase>& cases_;
    std::size_t next_ = 0;
    int out_;
    bool is_child_ = false;
    CaseOutcome outcome_;  ///< of this process, if it is a child
};

/// What is known of a case before it is played.
CaseOutcome outcome_to_be(const VariedCase& varied);

}  // namespace sara::tools
