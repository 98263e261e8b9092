#include "tools/variation/program_host.hpp"

#include "sim/vocabulary.hpp"
#include "tools/variation/variation_survey.hpp"

#include <utility>

namespace sara::tools {

namespace {

/// What the case itself makes the host wait for an answer.
sim::Duration delay_of(const Variation& variation) {
    const auto late = variation.what.find("answer_time");
    if (late == variation.what.end()) return {};
    return sim::decode<sim::Duration>(late->at("after"), sim::Place("--vary"));
}

}  // namespace

ProgramHost::ProgramHost(const sim::Scenario& scenario, const sim::World& world, Vary vary,
                         HostCommand host, std::optional<std::uint64_t> seed)
    : VariationSweep(scenario, world, seed), host_(std::move(host)) {
    VariationSurvey survey(vary, Origin::Start);
    sim::RunResult calm = run_with_host(this->scenario(), world, host_, seed, nullptr, &survey);
    take_survey(std::move(calm), survey.variations());
}

void ProgramHost::play_share(const std::vector<VariedCase>& cases, int out) const {
    for (const VariedCase& varied : cases) {
        CaseOutcome outcome = outcome_to_be(varied);
        const sim::Fault fault = fault_of(varied);
        HostCommand host = host_;
        host.limit += delay_of(varied.variation);
        take_result(outcome, run_with_host(scenario(), world(), host, seed(), &fault), false);
        write_outcome(out, outcome);
    }
}

}  // namespace sara::tools
