#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace sara::tools {

/// True if a document is what `r5sim sweep --json` writes.
bool is_sweep_report(const nlohmann::json& document);

/// One document of all shards of a sweep, as one run without shards would have written it.  Throws
/// BadInput if a shard is missing, came twice or is of another sweep.
nlohmann::json merge_sweep_reports(const std::vector<nlohmann::json>& shards);

/// Exit code of a sweep with that report.
int exit_code_of_sweep(const nlohmann::json& document);

/// A sweep as a self-contained HTML page: a map of its cases, from where each fault struck to what
/// became of the module, the same as a table, and what was violated.
std::string sweep_page(const nlohmann::json& document);

}  // namespace sara::tools
