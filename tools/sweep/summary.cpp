#include "tools/sweep/summary.hpp"

#include "sim/sinks/at_log.hpp"
#include "tools/exit_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sara::tools {

namespace {

std::string instant(std::int64_t nanoseconds) {
    return sim::seconds_text(sim::Time(sim::Duration(nanoseconds)));
}

}  // namespace

void Summary::add(const CaseOutcome& outcome) {
    ++cases_;
    violated_ += outcome.is_violated() ? 1 : 0;
    invalid_ += outcome.verdict == CaseOutcome::kInvalid ? 1 : 0;
    const auto is_same = [&](const Row& row) {
        return row.phase == outcome.phase && row.outcome == outcome.outcome &&
               row.verdict == outcome.verdict;
    };
    auto row = std::ranges::find_if(rows_, is_same);
    if (row == rows_.end())
        row = rows_.insert(row, {outcome.phase, outcome.outcome, outcome.verdict});
    ++row->cases;
}

int Summary::exit_code() const {
    if (violated_ > 0) return kFailed;
    return invalid_ == cases_ ? kInvalid : kDone;
}

std::string Summary::table() const {
    std::string text = fmt::format("{:<28} {:>7}  {:<9} {}\n", "phase", "cases", "verdict",
                                   "what became of the module");
    std::vector<std::string> phases;
    for (const Row& row : rows_) {
        if (std::ranges::find(phases, row.phase) == phases.end()) phases.push_back(row.phase);
    }
    for (const std::string& phase : phases) {
        for (const Row& row : rows_) {
            if (row.phase != phase) continue;
            text += fmt::format("{:<28} {:>7}  {:<9} {}\n", row.phase, row.cases, row.verdict,
                                row.outcome);
        }
    }
    return text;
}

nlohmann::json Summary::to_json() const {
    nlohmann::json phases = nlohmann::json::array();
    for (const Row& row : rows_) {
        phases.push_back({{"phase", row.phase},
                          {"outcome", row.outcome},
                          {"verdict", row.verdict},
                          {"cases", row.cases}});
    }
    return {{"cases", cases_}, {"violated", violated_}, {"invalid", invalid_}, {"phases", phases}};
}

nlohmann::json sweep_document(const sim::Scenario& scenario, const Sweep& sweep,
                              const std::string& fault, const std::string& places,
                              const std::vector<CaseOutcome>& outcomes, const Summary& summary) {
    const SweepPlan& plan = sweep.plan();
    nlohmann::json cases = nlohmann::json::array();
    for (const CaseOutcome& outcome : outcomes) cases.push_back(document_of(outcome));
    return {{"sweep", 1},
            {"file", scenario.file},
            {"title", scenario.title},
            {"seed", sweep.calm().seed},
            {"fault", fault},
            {"what", plan.fault},
            {"at", places},
            {"depth", plan.depth},
            {"points", sweep.points().size()},
            {"shard", {{"number", plan.shard}, {"of", plan.shards}}},
            {"virtual_ns", sweep.calm().ended.time_since_epoch().count()},
            {"cases", std::move(cases)},
            {"summary", summary.to_json()}};
}

std::string report(const std::string& file, std::uint64_t seed, const CaseOutcome& outcome) {
    std::string text =
        fmt::format("{}: {} {}: {}: {} struck behind event {}, at {} s, in \"{}\" (seed {})\n",
                    outcome.verdict, file, outcome.id, outcome.outcome, outcome.what.dump(),
                    outcome.event, instant(outcome.time_ns), outcome.phase, seed);
    for (const Violation& violation : outcome.violations) {
        text += fmt::format("  {} at {} s\n    expected {}\n    found    {}\n", violation.what,
                            instant(violation.time_ns), violation.expected,
                            violation.found.empty() ? "nothing" : violation.found);
    }
    for (const std::string& line : outcome.transcript) text += "  | " + line + '\n';
    return text;
}

}  // namespace sara::tools
