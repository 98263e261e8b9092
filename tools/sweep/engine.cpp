#include "tools/sweep/engine.hpp"

#include "sim/runner/runner.hpp"
#include "tools/coverage/met_sink.hpp"
#include "tools/process/child.hpp"
#include "tools/sweep/forking_watch.hpp"
#include "tools/sweep/survey.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace sara::tools {

Sweep::Sweep(const sim::Scenario& scenario, const sim::World& world, const SweepPlan& plan)
    : scenario_(sim::undisturbed(scenario)), world_(world), plan_(plan) {
    if (!plan.fault.is_null())
        static_cast<void>(sim::decode_fault_kind(plan.fault, sim::Place("--fault"), world));
    Survey survey(plan.places);
    const auto sinks = std::to_array<sim::TraceSink*>({&survey});
    reference_ =
        sim::reference_run(scenario_, world, {.sinks = sinks, .seed = plan.seed, .watch = &survey});
    writes_before_ = survey.writes_before();
    points_ = survey.points();
}

std::vector<std::size_t> choose(const std::vector<Point>& points, Plan plan, bool is_second) {
    constexpr std::size_t kFewer = 5;  // second faults are many times as many
    switch (plan) {
        case Plan::Quick:
            return choose(points, is_second ? kQuickPoints / kFewer : kQuickPoints);
        case Plan::Linear:
            return choose(points, is_second ? kLinearPoints / kFewer : kLinearPoints);
        case Plan::Exhaustive:
            break;
    }
    return choose(points, points.size());
}

std::vector<PlannedCase> Sweep::cases() const {
    std::vector<PlannedCase> cases;
    std::size_t index = 0;
    for (const std::size_t point : choose(points_, plan_.plan, false)) {
        if (index % plan_.shards == plan_.shard - 1) {
            const Point& at = points_[point];
            cases.push_back({.index = index, .point = at, .id = at.id, .what = plan_.fault});
        }
        ++index;
    }
    return cases;
}

std::optional<PlannedCase> Sweep::find(const std::string& id) const {
    const auto found = std::ranges::find(points_, id, &Point::id);
    if (found == points_.end()) return std::nullopt;
    return PlannedCase{.index = 0, .point = *found, .id = found->id, .what = plan_.fault};
}

sim::Fault Sweep::fault_at(const nlohmann::json& when, const nlohmann::json& what,
                           std::size_t number) const {
    return {.name = number == 1 ? "swept" : "swept again",
            .when = sim::decode<sim::FaultTime>(when, sim::Place("--at")),
            .what = sim::decode_fault_kind(what, sim::Place("--fault"), world_),
            .then = plan_.then};
}

void Sweep::play(const std::vector<PlannedCase>& cases,
                 const std::function<void(const CaseOutcome&)>& tell,
                 const std::string& only_second) const {
    const std::size_t jobs =
        std::min<std::size_t>(plan_.jobs, std::max<std::size_t>(cases.size(), 1));
    std::vector<Child> workers;
    for (std::size_t first = 0; first < jobs; ++first) {
        int out = -1;
        if (auto worker = Child::fork_off(out)) {
            workers.push_back(std::move(*worker));
            continue;
        }
        std::vector<PlannedCase> share;
        for (std::size_t i = first; i < cases.size(); i += jobs) share.push_back(cases[i]);
        play_in_this_process(share, out, only_second);
    }
    for (std::size_t i = 0; i < cases.size(); ++i) {
        auto line = workers[i % jobs].next_line();
        for (; line && !line->empty(); line = workers[i % jobs].next_line())
            tell(nlohmann::json::parse(*line).get<CaseOutcome>());
        if (line) continue;
        CaseOutcome outcome = outcome_to_be(cases[i]);
        take_crash(outcome, "with the sweep's");
        tell(outcome);
    }
}

CaseOutcome outcome_to_be(const PlannedCase& planned) {
    const Point& point = planned.point;
    return {.id = planned.id,
            .index = planned.index,
            .event = point.event,
            .time_ns = point.time_ns,
            .phase = point.phase,
            .what = planned.what,
            .when = nlohmann::json::array({point.when()})};
}

/// Does not return.
void Sweep::play_in_this_process(const std::vector<PlannedCase>& cases, int out,
                                 const std::string& only_second) const {
    try {
        ForkingWatch watch(*this, cases, out, only_second);
        MetSink met;
        std::vector<sim::TraceSink*> sinks;
        if (plan_.coverage) {
            sinks.push_back(&met);
            watch.set_met(&met.met());
        }
        sim::run(scenario_, world_,
                 {.sinks = sinks,
                  .seed = plan_.seed,
                  .watch = &watch,
                  .reference = &reference_.documents});
    } catch (const std::exception&) {
        _exit(1);  // the parent has not heard of this case, and says so
    }
    _exit(0);
}

}  // namespace sara::tools
