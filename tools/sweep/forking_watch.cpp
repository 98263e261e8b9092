#include "tools/sweep/forking_watch.hpp"

#include "tools/process/child.hpp"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include <utility>

namespace sara::tools {

namespace {

/// Wall time after which a case hangs; the longest take a second.
constexpr unsigned kHangSeconds = 120;

nlohmann::json to_json(const Point& point) {
    nlohmann::json document{{"id", point.id},
                            {"event", point.event},
                            {"time_ns", point.time_ns},
                            {"phase", point.phase},
                            {"torn", point.torn}};
    if (point.at_ns) document["at_ns"] = *point.at_ns;
    if (point.write) document["write"] = *point.write;
    return document;
}

Point point_from(const nlohmann::json& document) {
    Point point{.id = document.at("id"),
                .event = document.at("event"),
                .time_ns = document.at("time_ns"),
                .phase = document.at("phase"),
                .torn = document.at("torn")};
    if (document.contains("at_ns")) point.at_ns = document.at("at_ns");
    if (document.contains("write")) point.write = document.at("write");
    return point;
}

/// Whatever bytes a wire has carried.
std::string line_of(const nlohmann::json& document) {
    return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace

ForkingWatch::ForkingWatch(const Sweep& sweep, std::vector<PlannedCase> cases, int out,
                           std::string only_second)
    : sweep_(sweep), cases_(std::move(cases)), out_(out), only_second_(std::move(only_second)) {}

void ForkingWatch::at_boundary(sim::Boundary& boundary) {
    if (survey_) survey_->at_boundary(boundary);
    const std::uint64_t fired = boundary.kernel().scheduler.fired();
    while (next_ < cases_.size() && cases_[next_].point.event <= fired) {
        if (fork_case(cases_[next_++], boundary)) return;
    }
}

/// True in the child.
bool ForkingWatch::fork_case(const PlannedCase& planned, sim::Boundary& boundary) {
    const bool goes_deeper =
        role_ == Role::Parent && (sweep_.plan().depth > 1 || !only_second_.empty());
    CaseOutcome outcome = describe(planned);
    sim::Fault fault = fault_of(outcome);
    int out = -1;
    auto child = Child::fork_off(out);
    if (!child) {
        become(goes_deeper ? Role::Surveyor : Role::Leaf, out, std::move(outcome), boundary);
        boundary.inject(std::move(fault));
        return true;
    }
    const auto told = child->next_line();
    std::vector<PlannedCase> second;
    if (goes_deeper) {
        for (const auto& json : nlohmann::json::parse(child->next_line().value_or("[]"))) {
            Point point = point_from(json);
            const std::string id = point.id;
            second.push_back({planned.index, std::move(point), id, planned.what});
        }
    }
    const std::string crash = child->wait();
    if (only_second_.empty() || role_ == Role::Middle) pass_on(out_, told, crash, outcome);
    if (!second.empty() && fork_second_cases(outcome, std::move(second), boundary)) return true;
    if (role_ == Role::Parent) write_or_exit(out_, "\n");
    return false;
}

/// True in the child.
bool ForkingWatch::fork_second_cases(const CaseOutcome& first, std::vector<PlannedCase> cases,
                                     sim::Boundary& boundary) {
    int out = -1;
    auto child = Child::fork_off(out);
    if (!child) {
        become(Role::Middle, out, first, boundary);
        boundary.inject(fault_of(outcome_));
        cases_ = std::move(cases);
        return true;
    }
    while (const auto line = child->next_line()) write_or_exit(out_, *line + '\n');
    child->wait();
    return false;
}

void ForkingWatch::become(Role role, int out, CaseOutcome outcome, sim::Boundary& boundary) {
    if (role != Role::Middle) alarm(kHangSeconds);
    role_ = role;
    out_ = out;
    outcome_ = std::move(outcome);
    cases_.clear();
    next_ = 0;
    if (role == Role::Surveyor) {
        survey_ = std::make_unique<Survey>(sweep_.plan().places, true);
        survey_->set_writes_before(sweep_.writes_before());
        boundary.kernel().trace.add(*survey_);
    }
}

/// The last one of the case's: of two, that which strikes the recovery from the other.
sim::Fault ForkingWatch::fault_of(const CaseOutcome& outcome) const {
    return sweep_.fault_at(outcome.when.back(), outcome.what, outcome.when.size());
}

CaseOutcome ForkingWatch::describe(const PlannedCase& planned) const {
    CaseOutcome outcome = outcome_to_be(planned);
    if (role_ == Role::Middle) {
        outcome.id = outcome_.id + '.' + outcome.id;
        outcome.when.insert(outcome.when.begin(), outcome_.when.begin(), outcome_.when.end());
    }
    return outcome;
}

void ForkingWatch::at_end(const sim::RunResult& result) {
    if (role_ == Role::Parent) return;
    if (role_ != Role::Middle) {
        take_result(outcome_, result, sweep_.plan().keeps_transcripts);
        if (met_) outcome_.met = *met_;
        write_outcome(out_, outcome_);
    }
    if (survey_) {
        const std::vector<Point> points = survey_->points();
        nlohmann::json chosen = nlohmann::json::array();
        for (const std::size_t index : choose(points, sweep_.plan().plan, true)) {
            if (only_second_.empty()) chosen.push_back(to_json(points[index]));
        }
        for (const Point& point : points) {
            if (point.id == only_second_) chosen.push_back(to_json(point));
        }
        write_or_exit(out_, line_of(chosen));
    }
    _exit(0);
}

}  // namespace sara::tools
