#include "tools/commands/test.hpp"

#include "sim/scenario/documents.hpp"
#include "tools/bad_input.hpp"
#include "tools/coverage/met_report.hpp"
#include "tools/device/device_port.hpp"
#include "tools/exit_code.hpp"
#include "tools/reports/report_file.hpp"
#include "tools/reports/run_page.hpp"
#include "tools/reports/tap.hpp"
#include "tools/reports/test_report.hpp"
#include "tools/seed_option.hpp"
#include "tools/testing/play.hpp"
#include "tools/testing/scenario_files.hpp"
#include "tools/testing/shard.hpp"
#include "tools/testing/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace sara::tools {

namespace {

struct TestOptions {
    std::vector<std::string> paths;
    std::string filter;
    std::string shard = "1/1";
    std::string junit;
    std::string tap;
    std::string json;
    std::string coverage;
    bool report = false;
    bool list = false;
    bool schema = false;
    bool reference = false;
    PlayOptions play;
};

void tell(const Verdict& verdict) {
    switch (verdict.kind) {
        case Verdict::Kind::Passed:
            fmt::print("pass {}: {} ({:.3f} s virtual){}{}\n", verdict.file, verdict.title,
                       verdict.virtual_seconds, verdict.left_out.empty() ? "" : ", but not ",
                       verdict.left_out);
            break;
        case Verdict::Kind::Failed:
            fmt::print("FAIL {}", verdict.report);
            break;
        case Verdict::Kind::Invalid:
            fmt::print("INVALID {}", verdict.report);
            break;
        case Verdict::Kind::Skipped:
            fmt::print("skip {}: {}: {}\n", verdict.file, verdict.title, verdict.report);
            break;
        case Verdict::Kind::BadInput:
            fmt::print(stderr, "r5sim: {}\n", verdict.report);
            break;
    }
}

void make_folder(const char* option, const std::string& folder) {
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) throw BadInput(fmt::format("{}: {}: {}", option, folder, error.message()));
}

void make_folders(const RunFolders& folders) {
    make_folder("--trace-dir", folders.trace);
    make_folder("--perfetto-dir", folders.chrome);
    make_folder("--html", folders.html);
}

void write_coverage_of(const std::string& path, const std::vector<Verdict>& verdicts) {
    if (path.empty()) return;
    Met met;
    for (const Verdict& verdict : verdicts) met.merge(verdict.met);
    write_coverage(path, met);
}

/// Leaves those that are this machine's part; their places in the whole.
std::vector<std::size_t> take_shard(std::vector<sim::Scenario>& scenarios, const Shard& shard) {
    std::vector<std::size_t> places;
    std::vector<sim::Scenario> kept;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        if (!shard.has(i)) continue;
        places.push_back(i);
        kept.push_back(std::move(scenarios[i]));
    }
    scenarios = std::move(kept);
    return places;
}

void write_reports(const TestOptions& options, const TestReport& report) {
    const std::vector<Verdict>& verdicts = report.verdicts;
    if (!options.junit.empty()) write_report("--junit", options.junit, junit_of(verdicts));
    if (!options.tap.empty()) write_report("--tap", options.tap, tap_of(verdicts));
    if (!options.json.empty()) write_report("--json", options.json, json_text(document_of(report)));
    const std::string& html = options.play.folders.html;
    if (!html.empty()) write_report("--html", html + "/index.html", overview_page(verdicts));
}

void test(const TestOptions& options, const sim::World& world) {
    if (options.schema || options.reference) {
        fmt::print("{}",
                   options.schema ? sim::scenario_schema(world) : sim::scenario_reference(world));
        return;
    }
    if (options.paths.empty())
        throw BadInput("no scenario given; expected files or folders, see r5sim test --help");
    auto scenarios = load_scenarios(options.paths, options.filter, world);
    const std::size_t total = scenarios.size();
    const auto places = take_shard(scenarios, parse_shard(options.shard));
    if (options.list) {
        for (const sim::Scenario& scenario : scenarios)
            fmt::print("{}: {}\n", scenario.file, scenario.title);
        return;
    }
    if (!options.play.port.empty() && options.play.jobs > 1)
        throw BadInput("--jobs: one device plays one scenario at a time; expected no --jobs");
    if (!options.play.folders.pcap.empty() && scenarios.size() != 1)
        throw BadInput(
            fmt::format("--pcap: {} scenarios given; a capture is of one", scenarios.size()));
    // Better one line now than one a scenario.
    if (!options.play.port.empty()) static_cast<void>(DevicePort(options.play.port));
    make_folders(options.play.folders);
    if (!options.coverage.empty()) write_coverage(options.coverage, {});  // or tell that it cannot
    PlayOptions how = options.play;
    how.coverage = !options.coverage.empty();
    const auto tell_all = [&options](const Verdict& verdict) {
        tell(verdict);
        if (options.report) fmt::print(stderr, "{}", verdict.came_of_it);
    };
    TestReport report{.total = total, .verdicts = play(scenarios, world, how, tell_all)};
    std::vector<Verdict>& verdicts = report.verdicts;
    for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i].index = places[i];
    write_reports(options, report);
    write_coverage_of(options.coverage, verdicts);
    fmt::print(stderr, "{} of {} scenarios passed\n",
               std::ranges::count(verdicts, Verdict::Kind::Passed, &Verdict::kind),
               verdicts.size());
    const int code = exit_code_of(verdicts);
    if (code != kDone) throw CLI::RuntimeError(code);
}

}  // namespace

void add_test_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command =
        app.add_subcommand("test", "Plays scenarios, in virtual time or on a device");
    const auto options = std::make_shared<TestOptions>();
    command->add_option("PATH", options->paths, "Scenario files, or folders of them");
    command->add_option("--filter", options->filter, "Only those with this in file name or title");
    add_seed_option(*command, options->play.seed, "Instead of the scenarios' own");
    command->add_option("--jobs", options->play.jobs, "Processes at a time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    command->add_option("--port", options->play.port,
                        "Plays the host's part on this serial device, in wall time");
    command->add_option("--junit", options->junit, "Writes JUnit XML to this file");
    command->add_option("--coverage", options->coverage,
                        "Writes what of the module was met to this file; see r5sim coverage");
    command->add_option("--tap", options->tap, "Writes TAP to this file");
    command->add_option("--json", options->json, "Writes a report to this file, for r5sim merge");
    RunFolders& folders = options->play.folders;
    command->add_option("--html", folders.html, "Writes a page a scenario to this folder");
    command->add_option("--trace-dir", folders.trace, "Writes a trace a scenario there");
    command->add_option("--perfetto-dir", folders.chrome, "Writes a Chrome trace a scenario there");
    command->add_option("--pcap", folders.pcap,
                        "Writes the CoAP messages of the one scenario as pcapng; without DTLS");
    command->add_flag("--report", options->report,
                      "Tells what came of campaigns, and time and memory a module");
    command
        ->add_option("--shard", options->shard,
                     "Only this part, e.g. 2/4, or auto: as the CI system's variables say")
        ->capture_default_str();
    command->add_flag("--list", options->list, "Only tells which scenarios there are");
    command->add_flag("--schema", options->schema, "Prints the JSON Schema of scenarios");
    command->add_flag("--reference", options->reference, "Prints the reference page of scenarios");
    command->callback([options, &world] { test(*options, world); });
}

}  // namespace sara::tools
