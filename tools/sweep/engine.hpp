#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"
#include "tools/sweep/outcome.hpp"
#include "tools/sweep/point.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sara::tools {

/// What is injected, where, and how thoroughly.
struct SweepPlan {
    nlohmann::json fault;  ///< as `what` of a fault in a scenario; null: each case has its own
    Places places;
    Plan plan = Plan::Quick;
    unsigned depth = 1;  ///< 2: again during each recovery
    sim::Then then = sim::Then::Recover;
    std::optional<std::uint64_t> seed;
    bool keeps_transcripts = false;  ///< of cases that hold, too
    bool coverage = false;           ///< each outcome says what its run met
    unsigned jobs = 1;
    unsigned shard = 1;  ///< of `shards`
    unsigned shards = 1;
};

/// A case of a plan: where its first fault strikes, and what that is.
struct PlannedCase {
    std::size_t index = 0;
    Point point;
    std::string id;       ///< of the point, unless the plan has names of its own
    nlohmann::json what;  ///< as `what` of a fault in a scenario
};

/// What is known of a case before it is played.
CaseOutcome outcome_to_be(const PlannedCase& planned);

/// A scenario and where it can be struck.
class Sweep {
 public:
    /// Plays the scenario once, undisturbed.
    Sweep(const sim::Scenario& scenario, const sim::World& world, const SweepPlan& plan);

    /// How the undisturbed run went; nothing can be swept unless it passed.
    const sim::RunResult& calm() const { return reference_.result; }
    const std::vector<Point>& points() const { return points_; }

    /// The cases of the plan, or of its shard.
    std::vector<PlannedCase> cases() const;

    /// Plays these cases, in that order, each in a process of its own that is forked off the
    /// undisturbed run at its point; tells each outcome in the order of the cases, those of second
    /// faults behind that of their first.  `only_second`: id of the one second fault that is
    /// wanted, or empty.
    void play(const std::vector<PlannedCase>& cases,
              const std::function<void(const CaseOutcome&)>& tell,
              const std::string& only_second = {}) const;

    /// The case whose first fault has that id.
    std::optional<PlannedCase> find(const std::string& id) const;

    const SweepPlan& plan() const { return plan_; }
    std::uint64_t writes_before() const { return writes_before_; }

    /// The n-th fault of a case, from 1.
    sim::Fault fault_at(const nlohmann::json& when, const nlohmann::json& what,
                        std::size_t number) const;

 private:
    void play_in_this_process(const std::vector<PlannedCase>& cases, int out,
                              const std::string& only_second) const;

    sim::Scenario scenario_;  ///< undisturbed
    const sim::World& world_;
    SweepPlan plan_;
    sim::ReferenceRun reference_;
    std::uint64_t writes_before_ = 0;
    std::vector<Point> points_;
};

/// About so many points of a plan; of a second fault fewer.
std::vector<std::size_t> choose(const std::vector<Point>& points, Plan plan, bool is_second);

}  // namespace sara::tools
