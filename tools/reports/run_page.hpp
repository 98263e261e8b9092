#pragma once

#include "tools/reports/run_story.hpp"
#include "tools/testing/verdict.hpp"

#include <string>
#include <vector>

namespace sara::tools {

/// One run as a self-contained HTML page: verdict and report, the timeline as a picture, and the
/// transcript.
std::string run_page(const Verdict& verdict, RunStory& story);

/// The page that leads to those of `verdicts`.
std::string overview_page(const std::vector<Verdict>& verdicts);

/// "scenarios/appnote/table-07.json" becomes "scenarios_appnote_table-07" with the suffix: a name
/// in one folder for what a scenario leaves behind.
std::string artefact_name(const std::string& file, const std::string& suffix);

}  // namespace sara::tools
