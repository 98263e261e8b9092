#pragma once

#include "tools/testing/verdict.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sara::tools {

/// What `r5sim test --json` writes: the verdicts of one run, or of one shard of it.
///
///     {"r5sim_report": 1, "kind": "test", "total": 2, "results": [
///       {"index": 0, "file": "a.json", "title": "...", "verdict": "passed", "report": "",
///        "virtual_seconds": 2.5, "wall_seconds": 0.01}, ...]}
struct TestReport {
    std::size_t total = 0;  ///< scenarios of all shards
    std::vector<Verdict> verdicts;

    static constexpr int kVersion = 1;
};

/// The report as a document.
nlohmann::json document_of(const TestReport& report);

/// The report that a document of document_of() stands for; `file` is what errors call it.  Throws
/// BadInput.
TestReport test_report_of(const nlohmann::json& document, const std::string& file);

/// One report of all shards, as one run without shards would have written it.  Throws BadInput if
/// a shard is missing, came twice or is of another run.
TestReport merge_test_reports(const std::vector<TestReport>& shards);

}  // namespace sara::tools
