#include "tools/variation/variation_watch.hpp"

#include "tools/process/child.hpp"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace sara::tools {

namespace {

/// Wall time after which a case hangs; the longest take a second.
constexpr unsigned kHungSeconds = 120;

}  // namespace

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

void VariationWatch::at_boundary(sim::Boundary& boundary) {
    const std::uint64_t fired = boundary.kernel().scheduler.fired();
    while (!is_child_ && next_ < cases_.size() && cases_[next_].variation.point.event <= fired) {
        if (fork_case(cases_[next_++], boundary)) return;
    }
}

/// True in the child.
bool VariationWatch::fork_case(const VariedCase& varied, sim::Boundary& boundary) {
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
    if (told) {
        write_or_exit(out_, *told + '\n');
    } else {
        take_crash(outcome, crash);
        write_or_exit(out_, nlohmann::json(outcome).dump() + '\n');
    }
    return false;
}

void VariationWatch::finish(const sim::RunResult& result) {
    if (!is_child_) return;
    take_result(outcome_, result, false);
    const nlohmann::json json = outcome_;
    // Whatever bytes a wire has carried.
    write_or_exit(out_, json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
    _exit(0);
}

}  // namespace sara::tools
