#include "tools/variation/scripted_host.hpp"

#include "sim/runner/runner.hpp"
#include "sim/runner/watch.hpp"
#include "tools/process/child.hpp"
#include "tools/variation/variation_survey.hpp"

#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace sara::tools {

namespace {

/// Wall time after which a case hangs; the longest take a second.
constexpr unsigned kHungSeconds = 120;

/// Lets a survey look at each boundary.
class SurveyWatch final : public sim::Watch {
 public:
    explicit SurveyWatch(VariationSurvey& survey) : survey_(survey) {}

    void at_boundary(sim::Boundary& boundary) override {
        if (!std::exchange(follows_, true)) survey_.follow(boundary.kernel(), boundary.twin());
        survey_.look();
    }

 private:
    VariationSurvey& survey_;
    bool follows_ = false;
};

/// Forks the process where each case begins: the child lets it be so, plays on and writes what
/// became of the host; the parent goes on as if nothing had happened.
class CaseWatch final : public sim::Watch {
 public:
    /// Outcomes go to `out`, a line each.
    CaseWatch(const VariationSweep& sweep, const std::vector<VariedCase>& cases, int out)
        : sweep_(sweep), cases_(cases), out_(out) {}

    void at_boundary(sim::Boundary& boundary) override {
        const std::uint64_t fired = boundary.kernel().scheduler.fired();
        while (!is_child_ && next_ < cases_.size() &&
               cases_[next_].variation.point.event <= fired) {
            if (fork_case(cases_[next_++], boundary)) return;
        }
    }

    /// In a child this does not return.
    void at_end(const sim::RunResult& result) override {
        if (!is_child_) return;
        take_result(outcome_, result, false);
        write_outcome(out_, outcome_);
        _exit(0);
    }

 private:
    /// True in the child.
    bool fork_case(const VariedCase& varied, sim::Boundary& boundary) {
        CaseOutcome outcome = outcome_to_be(varied);
        int out = -1;
        auto child = Child::fork_off(out);
        if (!child) {
            alarm(kHungSeconds);
            is_child_ = true;
            out_ = out;
            outcome_ = std::move(outcome);
            boundary.inject(sweep_.fault_of(varied));
            return true;
        }
        const auto told = child->next_line();
        const std::string crash = child->wait();
        pass_on(out_, told, crash, outcome);
        return false;
    }

    const VariationSweep& sweep_;
    const std::vector<VariedCase>& cases_;
    std::size_t next_ = 0;
    int out_;
    bool is_child_ = false;
    CaseOutcome outcome_;  ///< of this process, if it is a child
};

}  // namespace

ScriptedHost::ScriptedHost(const sim::Scenario& scenario, const sim::World& world, Vary vary,
                           std::optional<std::uint64_t> seed)
    : VariationSweep(scenario, world, seed) {
    VariationSurvey survey(vary, Origin::LastEvent);
    SurveyWatch watch(survey);
    const auto sinks = std::to_array<sim::TraceSink*>({&survey});
    sim::RunResult calm =
        sim::run(this->scenario(), world, {.sinks = sinks, .seed = seed, .watch = &watch});
    take_survey(std::move(calm), survey.variations());
}

void ScriptedHost::play_share(const std::vector<VariedCase>& cases, int out) const {
    CaseWatch watch(*this, cases, out);
    sim::run(scenario(), world(), {.seed = seed(), .watch = &watch});
}

}  // namespace sara::tools
