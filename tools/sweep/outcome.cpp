#include "tools/sweep/outcome.hpp"

#include "tools/process/child.hpp"

namespace sara::tools {

namespace {

std::string outcome_text(const sim::RunResult& result) {
    if (result.recovery) return result.recovery->outcome;
    if (!result.outcome.empty()) return result.outcome;
    // The host's steps did not come to their end.
    return result.failures.empty() ? "passed" : "failed at " + result.failures.front().pointer;
}

}  // namespace

nlohmann::json document_of(const CaseOutcome& outcome) {
    nlohmann::json document = outcome;
    document.erase("met");
    return document;
}

void write_outcome(int descriptor, const CaseOutcome& outcome) {
    const nlohmann::json document = outcome;
    // Whatever bytes a wire has carried.
    write_or_exit(descriptor,
                  document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
}

void pass_on(int descriptor, const std::optional<std::string>& told, const std::string& crash,
             const CaseOutcome& outcome) {
    if (told && crash.empty()) return write_or_exit(descriptor, *told + '\n');
    CaseOutcome crashed = told ? nlohmann::json::parse(*told).get<CaseOutcome>() : outcome;
    take_crash(crashed, crash);
    write_outcome(descriptor, crashed);
}

void take_result(CaseOutcome& outcome, const sim::RunResult& result, bool keeps_transcript) {
    for (const sim::Failure& failure : result.failures) {
        outcome.violations.push_back({failure.pointer, failure.time.time_since_epoch().count(),
                                      failure.expected, failure.found});
    }
    outcome.outcome = outcome_text(result);
    outcome.ended_ns = result.ended.time_since_epoch().count();
    outcome.verdict = CaseOutcome::kHeld;
    if (result.is_invalid()) outcome.verdict = CaseOutcome::kInvalid;
    if (!outcome.violations.empty()) outcome.verdict = CaseOutcome::kViolated;
    if (outcome.is_violated() || keeps_transcript) outcome.transcript = result.transcript;
}

void take_crash(CaseOutcome& outcome, const std::string& signal) {
    const bool hangs = signal == "Alarm clock";
    outcome.verdict = CaseOutcome::kViolated;
    outcome.outcome = hangs ? "hang" : "crash";
    outcome.violations.push_back(
        {outcome.outcome, outcome.time_ns, "the run to end", "its process was ended: " + signal});
}

}  // namespace sara::tools
