#include "tools/commands/test.hpp"

#include "sim/scenario/documents.hpp"
#include "tools/bad_input.hpp"
#include "tools/coverage/met_report.hpp"
#include "tools/exit_code.hpp"
#include "tools/seed_option.hpp"
#include "tools/testing/play.hpp"
#include "tools/testing/scenario_files.hpp"
#include "tools/testing/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace sara::tools {

namespace {

struct TestOptions {
    std::vector<std::string> paths;
    std::string filter;
    std::string junit;
    std::string coverage;
    bool list = false;
    bool schema = false;
    bool reference = false;
    PlayOptions play;
};

void tell(const Verdict& verdict) {
    switch (verdict.kind) {
        case Verdict::Kind::Passed:
            fmt::print("pass {}: {} ({:.3f} s virtual)\n", verdict.file, verdict.title,
                       verdict.virtual_seconds);
            break;
        case Verdict::Kind::Failed:
            fmt::print("FAIL {}", verdict.report);
            break;
        case Verdict::Kind::Invalid:
            fmt::print("INVALID {}", verdict.report);
            break;
        case Verdict::Kind::BadInput:
            fmt::print(stderr, "r5sim: {}\n", verdict.report);
            break;
    }
}

void make_trace_folder(const std::string& folder) {
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) throw BadInput(fmt::format("--trace-dir: {}: {}", folder, error.message()));
}

void write_junit(const std::string& path, const std::vector<Verdict>& verdicts) {
    if (path.empty()) return;
    std::ofstream out(path, std::ios::binary);
    out << junit_of(verdicts) << std::flush;
    if (!out) throw BadInput(fmt::format("--junit: {}: cannot be written", path));
}

void write_coverage_of(const std::string& path, const std::vector<Verdict>& verdicts) {
    if (path.empty()) return;
    Met met;
    for (const Verdict& verdict : verdicts) met.merge(verdict.met);
    write_coverage(path, met);
}

int exit_code_of(const std::vector<Verdict>& verdicts) {
    const auto has = [&](Verdict::Kind kind) {
        return std::ranges::find(verdicts, kind, &Verdict::kind) != verdicts.end();
    };
    if (has(Verdict::Kind::BadInput)) return kBadInput;
    if (has(Verdict::Kind::Failed)) return kFailed;
    return has(Verdict::Kind::Invalid) ? kInvalid : kDone;
}

void test(const TestOptions& options, const sim::World& world) {
    if (options.schema || options.reference) {
        fmt::print("{}",
                   options.schema ? sim::scenario_schema(world) : sim::scenario_reference(world));
        return;
    }
    if (options.paths.empty())
        throw BadInput("no scenario given; expected files or folders, see r5sim test --help");
    const auto scenarios = load_scenarios(options.paths, options.filter, world);
    if (options.list) {
        for (const sim::Scenario& scenario : scenarios)
            fmt::print("{}: {}\n", scenario.file, scenario.title);
        return;
    }
    make_trace_folder(options.play.trace_dir);
    if (!options.coverage.empty()) write_coverage(options.coverage, {});  // or tell that it cannot
    PlayOptions how = options.play;
    how.coverage = !options.coverage.empty();
    const auto verdicts = play(scenarios, world, how, tell);
    write_junit(options.junit, verdicts);
    write_coverage_of(options.coverage, verdicts);
    fmt::print(stderr, "{} of {} scenarios passed\n",
               std::ranges::count(verdicts, Verdict::Kind::Passed, &Verdict::kind),
               verdicts.size());
    const int code = exit_code_of(verdicts);
    if (code != kDone) throw CLI::RuntimeError(code);
}

}  // namespace

void add_test_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command = app.add_subcommand("test", "Plays scenarios, in virtual time only");
    const auto options = std::make_shared<TestOptions>();
    command->add_option("PATH", options->paths, "Scenario files, or folders of them");
    command->add_option("--filter", options->filter, "Only those with this in file name or title");
    add_seed_option(*command, options->play.seed, "Instead of the scenarios' own");
    command->add_option("--jobs", options->play.jobs, "Processes at a time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    command->add_option("--junit", options->junit, "Writes JUnit XML to this file");
    command->add_option("--coverage", options->coverage,
                        "Writes what of the module was met to this file; see r5sim coverage");
    command->add_option("--trace-dir", options->play.trace_dir, "Writes a trace a scenario there");
    command->add_flag("--list", options->list, "Only tells which scenarios there are");
    command->add_flag("--schema", options->schema, "Prints the JSON Schema of scenarios");
    command->add_flag("--reference", options->reference, "Prints the reference page of scenarios");
    command->callback([options, &world] { test(*options, world); });
}

}  // namespace sara::tools
