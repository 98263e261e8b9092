#include "tools/variation/variation_sweep.hpp"

#include "sim/runner/runner.hpp"
#include "tools/process/child.hpp"
#include "tools/sweep/engine.hpp"

#include <unistd.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace sara::tools {

CaseOutcome outcome_to_be(const VariedCase& varied) {
    const Point& point = varied.variation.point;
    return {.id = point.id,
            .index = varied.index,
            .event = point.event,
            .time_ns = point.time_ns,
            .phase = point.phase,
            .what = varied.variation.what,
            .when = nlohmann::json::array({point.when()})};
}

std::vector<VariedCase> VariationSweep::cases(Plan plan, unsigned shard, unsigned shards) const {
    std::vector<Point> points;
    for (const Variation& variation : variations_) points.push_back(variation.point);
    std::vector<VariedCase> chosen;
    std::size_t index = 0;
    for (const std::size_t i : choose(points, plan, false)) {
        if (index % shards == shard - 1) chosen.push_back({index, variations_[i]});
        ++index;
    }
    return chosen;
}

std::optional<VariedCase> VariationSweep::find(const std::string& id) const {
    const auto has_id = [&](const Variation& variation) { return variation.point.id == id; };
    const auto found = std::ranges::find_if(variations_, has_id);
    if (found == variations_.end()) return std::nullopt;
    return VariedCase{0, *found};
}

sim::Fault VariationSweep::fault_of(const VariedCase& varied) const {
    const Variation& variation = varied.variation;
    return {.name = std::string(kVaried),
            .when = sim::decode<sim::FaultTime>(variation.point.when(), sim::Place("--vary")),
            .what = sim::decode_fault_kind(variation.what, sim::Place("--vary"), world_),
            .then = sim::Then::Continue};
}

void VariationSweep::play(const std::vector<VariedCase>& cases, unsigned jobs,
                          const std::function<void(const CaseOutcome&)>& tell) const {
    const std::size_t processes =
        std::min<std::size_t>(jobs, std::max<std::size_t>(cases.size(), 1));
    std::vector<Child> workers;
    for (std::size_t first = 0; first < processes; ++first) {
        int out = -1;
        if (auto worker = Child::fork_off(out)) {
            workers.push_back(std::move(*worker));
            continue;
        }
        workers.clear();  // or a worker would not see that nobody reads any more
        std::vector<VariedCase> share;
        for (std::size_t i = first; i < cases.size(); i += processes) share.push_back(cases[i]);
        try {
            play_share(share, out);
        } catch (const std::exception&) {
            _exit(1);  // the parent has not heard of this case, and says so
        }
        _exit(0);
    }
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto line = workers[i % processes].next_line();
        CaseOutcome outcome = outcome_to_be(cases[i]);
        if (line) {
            outcome = nlohmann::json::parse(*line).get<CaseOutcome>();
        } else {
            take_crash(outcome, "with the sweep's");
        }
        tell(outcome);
    }
}

}  // namespace sara::tools
