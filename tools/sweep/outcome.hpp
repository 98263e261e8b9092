#pragma once

#include "sim/runner/runner.hpp"
#include "tools/coverage/met.hpp"
#include "tools/sweep/point.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// What broke.
struct Violation {
    std::string what;  ///< e.g. "invariant usable", "crash"
    std::int64_t time_ns = 0;
    std::string expected;
    std::string found;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Violation, what, time_ns, expected, found)

/// How one case of a sweep came out.
struct CaseOutcome {
    std::string id;            ///< of a second cut with that of the first before it: "w10b.w3t"
    std::size_t index = 0;     ///< of the first-level case in the whole plan
    std::uint64_t event = 0;   ///< behind which it was injected
    std::int64_t time_ns = 0;  ///< virtual
    std::string phase;
    nlohmann::json what;    ///< struck, as a scenario has it
    nlohmann::json when;    ///< of each injected fault, as a scenario has it
    std::string verdict{};  ///< "held", "violated" or "invalid": the fault did not show
    std::string outcome{};  ///< in few words
    std::int64_t ended_ns = 0;
    std::vector<Violation> violations{};
    std::vector<std::string> transcript{};  ///< if something is violated
    Met met{};                              ///< if the plan asks for it

    bool is_violated() const { return verdict == kViolated; }

    static constexpr std::string_view kHeld = "held";
    static constexpr std::string_view kViolated = "violated";
    static constexpr std::string_view kInvalid = "invalid";
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(CaseOutcome, id, index, event, time_ns, phase, what, when,
                                   verdict, outcome, ended_ns, violations, transcript, met)

/// As reports have it: what it met has a file of its own.
nlohmann::json document_of(const CaseOutcome& outcome);

/// Sends it through a pipe, as a line.  If nobody reads any more the process ends.
void write_outcome(int descriptor, const CaseOutcome& outcome);

/// The same with what a child told of its case, or did not: `outcome` is what was known before, and
/// `crash` what ended it; empty: nothing but its end.
void pass_on(int descriptor, const std::optional<std::string>& told, const std::string& crash,
             const CaseOutcome& outcome);

/// What a run says about a case.  The transcript of one that holds is kept only if asked for.
void take_result(CaseOutcome& outcome, const sim::RunResult& result, bool keeps_transcript);

/// What it says that the run's process died.
void take_crash(CaseOutcome& outcome, const std::string& signal);

}  // namespace sara::tools
