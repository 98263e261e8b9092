#include "tools/commands/coverage.hpp"

#include "tools/coverage/met_report.hpp"
#include "tools/exit_code.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace sara::tools {

namespace {

struct CoverageOptions {
    std::vector<std::string> files;
    std::string out;
    bool json = false;
    double threshold = 0;
};

void show_coverage(const CoverageOptions& options) {
    Met met;
    for (const std::string& file : options.files) met.merge(read_coverage(file));
    if (!options.out.empty()) write_coverage(options.out, met);
    const auto coverage = coverage_of(met);
    fmt::print("{}", options.json ? coverage_json(met).dump(1) + '\n' : coverage_text(coverage));
    if (percent_of(coverage) >= options.threshold) return;
    fmt::print(stderr, "{:.1f} % of the module met, expected {:.1f} %\n", percent_of(coverage),
               options.threshold);
    throw CLI::RuntimeError(kFailed);
}

}  // namespace

void add_coverage_command(CLI::App& app) {
    CLI::App* const command =
        app.add_subcommand("coverage", "What runs have met of the module, and what not");
    const auto options = std::make_shared<CoverageOptions>();
    command->add_option("FILE", options->files, "What --coverage wrote; several are merged")
        ->required();
    command->add_option("--out", options->out, "Writes the merged coverage to this file");
    command->add_flag("--json", options->json, "Prints it as JSON");
    command
        ->add_option("--threshold", options->threshold,
                     "Exit code 1 if less of the module was met, in percent")
        ->check(CLI::Range(0.0, 100.0));
    command->callback([options] { show_coverage(*options); });
}

}  // namespace sara::tools
