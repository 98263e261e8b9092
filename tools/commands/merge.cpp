#include "tools/commands/merge.hpp"

#include "tools/bad_input.hpp"
#include "tools/exit_code.hpp"
#include "tools/reports/report_file.hpp"
#include "tools/reports/run_page.hpp"
#include "tools/reports/sweep_report.hpp"
#include "tools/reports/tap.hpp"
#include "tools/reports/test_report.hpp"
#include "tools/testing/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace sara::tools {

namespace {

struct MergeOptions {
    std::vector<std::string> files;
    std::string json;
    std::string junit;
    std::string tap;
    std::string html;
};

/// Throws BadInput if the folder cannot be made.
void write_index(const std::string& folder, const std::string& page) {
    if (folder.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    write_report("--html", folder + "/index.html", page);
}

int merge_tests(const std::vector<nlohmann::json>& documents, const MergeOptions& options) {
    std::vector<TestReport> shards;
    for (std::size_t i = 0; i < documents.size(); ++i)
        shards.push_back(test_report_of(documents[i], options.files[i]));
    const TestReport whole = merge_test_reports(shards);
    if (!options.json.empty()) write_report("--json", options.json, json_text(document_of(whole)));
    if (!options.junit.empty()) write_report("--junit", options.junit, junit_of(whole.verdicts));
    if (!options.tap.empty()) write_report("--tap", options.tap, tap_of(whole.verdicts));
    write_index(options.html, overview_page(whole.verdicts));
    fmt::print(stderr, "{} of {} scenarios passed\n",
               std::ranges::count(whole.verdicts, Verdict::Kind::Passed, &Verdict::kind),
               whole.verdicts.size());
    return exit_code_of(whole.verdicts);
}

int merge_sweeps(const std::vector<nlohmann::json>& documents, const MergeOptions& options) {
    if (!options.junit.empty() || !options.tap.empty())
        throw BadInput("--junit, --tap: a sweep is no list of tests; expected --json or --html");
    const nlohmann::json whole = merge_sweep_reports(documents);
    if (!options.json.empty()) write_report("--json", options.json, json_text(whole));
    write_index(options.html, sweep_page(whole));
    const nlohmann::json& summary = whole.at("summary");
    fmt::print(stderr, "{} cases, {} violated, {} invalid\n", summary.at("cases").dump(),
               summary.at("violated").dump(), summary.at("invalid").dump());
    return exit_code_of_sweep(whole);
}

void merge(const MergeOptions& options) {
    std::vector<nlohmann::json> documents;
    for (const std::string& file : options.files) documents.push_back(read_json(file));
    const int code = is_sweep_report(documents.front()) ? merge_sweeps(documents, options)
                                                        : merge_tests(documents, options);
    if (code != kDone) throw CLI::RuntimeError(code);
}

}  // namespace

void add_merge_command(CLI::App& app) {
    CLI::App* const command = app.add_subcommand(
        "merge", "Makes one report of those that shards of test or sweep wrote with --json");
    const auto options = std::make_shared<MergeOptions>();
    command->add_option("FILE", options->files, "Reports of all shards of one run")->required();
    command->add_option("--json", options->json, "Writes the report of the whole to this file");
    command->add_option("--junit", options->junit, "Writes JUnit XML to this file");
    command->add_option("--tap", options->tap, "Writes TAP to this file");
    command->add_option("--html", options->html,
                        "Writes index.html to this folder: of tests a list, of a sweep a map");
    command->callback([options] { merge(*options); });
}

}  // namespace sara::tools
