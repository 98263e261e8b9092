#pragma once

#include "sim/scenario/scenario.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/outcome.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sara::tools {

/// Counts outcomes by phase, in the order in which they come.
class Summary {
 public:
    void add(const CaseOutcome& outcome);

    std::size_t cases() const { return cases_; }
    std::size_t violated() const { return violated_; }
    std::size_t invalid() const { return invalid_; }

    /// kFailed if a case is violated, kInvalid if none proves anything, else kDone.
    int exit_code() const;

    /// A table for people: a row for each outcome of each phase.
    std::string table() const;

    nlohmann::json to_json() const;

 private:
    struct Row {
        std::string phase;
        std::string outcome;
        std::string verdict;
        std::size_t cases = 0;
    };

    std::vector<Row> rows_;
    std::size_t cases_ = 0;
    std::size_t violated_ = 0;
    std::size_t invalid_ = 0;
};

/// A sweep as a document: `"sweep": 1` is the version of the form.  The same for any number of
/// jobs; the cases of several shards together are those of one.
nlohmann::json sweep_document(const sim::Scenario& scenario, const Sweep& sweep,
                              const std::string& fault, const std::string& places,
                              const std::vector<CaseOutcome>& outcomes, const Summary& summary);

/// What a person needs to know of a violated case: what broke, where, and the transcript.
std::string report(const std::string& file, std::uint64_t seed, const CaseOutcome& outcome);

}  // namespace sara::tools
