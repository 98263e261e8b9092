#pragma once

#include "sim/runner/runner.hpp"
#include "sim/runner/watch.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/survey.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace sara::tools {

/// Forks the process at each point of a run: the child injects the fault, plays on to the end of
/// the run and writes what became of it; the parent goes on as if nothing had happened.
///
/// For a second fault a child is forked off twice at the same point: the first one finds out
/// where its recovery can be struck, the second one forks again at those points.
class ForkingWatch final : public sim::Watch {
 public:
    /// Outcomes go to `out`, a line each, and an empty line behind those of a case.
    ForkingWatch(const Sweep& sweep, std::vector<PlannedCase> cases, int out,
                 std::string only_second);

    /// What the run has met so far, if each outcome is to say it.
    void set_met(const Met* met) { met_ = met; }

    void at_boundary(sim::Boundary& boundary) override;

    /// In a child this does not return.
    void at_end(const sim::RunResult& result) override;

 private:
    /// What this process is.
    enum class Role {
        Parent,    ///< plays the undisturbed run
        Leaf,      ///< plays one case
        Surveyor,  ///< a leaf that also tells where its recovery can be struck
        Middle     ///< plays one case and forks during its recovery
    };

    bool fork_case(const PlannedCase& planned, sim::Boundary& boundary);
    bool fork_second_cases(const CaseOutcome& first, std::vector<PlannedCase> cases,
                           sim::Boundary& boundary);
    void become(Role role, int out, CaseOutcome outcome, sim::Boundary& boundary);
    sim::Fault fault_of(const CaseOutcome& outcome) const;
    CaseOutcome describe(const PlannedCase& planned) const;

    const Sweep& sweep_;
    Role role_ = Role::Parent;
    std::vector<PlannedCase> cases_;
    std::size_t next_ = 0;
    int out_;
    std::string only_second_;
    CaseOutcome outcome_;  ///< of this process, if it is a child
    std::unique_ptr<Survey> survey_;
    const Met* met_ = nullptr;
};

}  // namespace sara::tools
