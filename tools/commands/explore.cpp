#include "tools/commands/explore.hpp"

#include "tools/bad_input.hpp"
#include "tools/coverage/met_report.hpp"
#include "tools/exit_code.hpp"
#include "tools/exploration/distribution.hpp"
#include "tools/exploration/exploration.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/failure_keeper.hpp"
#include "tools/sweep/progress_bar.hpp"
#include "tools/sweep/summary.hpp"
#include "tools/testing/scenario_files.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sara::tools {

namespace {

struct ExploreOptions {
    std::vector<std::string> paths;
    std::string filter;
    std::string distribution;
    std::string coverage;
    std::size_t runs = 1000;
    std::uint64_t seed = 1;
    unsigned jobs = 1;
    bool shows_distribution = false;
    bool missed = false;
    KeepOptions keep;
};

/// A scenario that passes by itself, and where faults can strike it.
struct Ground {
    sim::Scenario scenario;
    std::unique_ptr<Sweep> sweep;
};

SweepPlan plan_of(const ExploreOptions& options) {
    SweepPlan plan;
    plan.places = {Places::Kind::Anywhere, {}};
    plan.jobs = options.jobs;
    plan.coverage = !options.coverage.empty();
    return plan;
}

std::vector<Ground> grounds_of(const ExploreOptions& options, const sim::World& world) {
    std::vector<Ground> grounds;
    for (sim::Scenario& scenario : load_scenarios(options.paths, options.filter, world)) {
        auto sweep = std::make_unique<Sweep>(scenario, world, plan_of(options));
        if (sweep->calm().passed() && !sweep->points().empty()) {
            grounds.push_back({std::move(scenario), std::move(sweep)});
        } else {
            fmt::print(stderr, "{}: left out: without its faults it does not pass\n",
                       scenario.file);
        }
    }
    if (grounds.empty()) throw BadInput("no scenario passes by itself; expected one that does");
    return grounds;
}

void explore(const ExploreOptions& options, const sim::World& world) {
    if (options.shows_distribution) {
        for (const nlohmann::json& row : Distribution::usual()) fmt::print("{}\n", row.dump());
        return;
    }
    if (options.paths.empty())
        throw BadInput("no scenario given; expected files or folders, see r5sim explore --help");
    const Distribution distribution =
        options.distribution.empty()
            ? Distribution(Distribution::usual(), "the usual distribution", world)
            : Distribution::load(options.distribution, world);
    if (!options.coverage.empty()) write_coverage(options.coverage, {});  // or tell that it cannot
    const std::vector<Ground> grounds = grounds_of(options, world);
    Triples triples;
    for (const Ground& ground : grounds)
        triples.add_reachable(ground.sweep->points(), distribution.kinds());

    sim::Random random(options.seed, "explore");
    Summary summary;
    Met met;
    ProgressBar bar(options.runs);
    std::size_t planned_so_far = 0;
    for (std::size_t i = 0; i < grounds.size(); ++i) {
        const auto& [scenario, sweep] = grounds[i];
        const std::size_t up_to = options.runs * (i + 1) / grounds.size();
        const auto cases = draw_cases(sweep->points(), distribution, planned_so_far + 1,
                                      up_to - planned_so_far, random, triples);
        planned_so_far = up_to;
        FailureKeeper keeper(scenario, world, {.seed = sweep->calm().seed}, options.keep);
        std::size_t told = 0;
        sweep->play(cases, [&](const CaseOutcome& outcome) {
            summary.add(outcome);
            met.merge(outcome.met);
            if (outcome.verdict != CaseOutcome::kInvalid) triples.show(cases[told]);
            ++told;
            if (outcome.is_violated()) {
                bar.hide();
                keeper.keep(outcome);
            }
            bar.advance();
        });
    }
    const double seconds = bar.seconds();
    bar.hide();
    fmt::print("{}", summary.table());
    fmt::print("{} of {} triples of state, event and fault have shown\n", triples.shown(),
               triples.reachable());
    if (options.missed) {
        for (const std::string& triple : triples.missed()) fmt::print("  not: {}\n", triple);
    }
    if (!options.coverage.empty()) {
        write_coverage(options.coverage, met);
        fmt::print("{:.1f} % of the module met\n", percent_of(coverage_of(met)));
    }
    fmt::print(stderr,
               "{} runs of {} scenarios, {} violated, {} invalid; {:.2f} s, {:.0f} runs/s\n",
               summary.cases(), grounds.size(), summary.violated(), summary.invalid(), seconds,
               static_cast<double>(summary.cases()) / seconds);
    if (const int code = summary.exit_code(); code != kDone) throw CLI::RuntimeError(code);
}

}  // namespace

void add_explore_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command =
        app.add_subcommand("explore", "Random faults at random points of scenarios");
    const auto options = std::make_shared<ExploreOptions>();
    command->add_option("PATH", options->paths, "Scenarios, or folders of them");
    command->add_option("--filter", options->filter,
                        "Only those whose file name or title has this text");
    command->add_option("--runs", options->runs, "So many runs, shared among the scenarios")
        ->check(CLI::Range(std::size_t{1}, std::size_t{100'000'000}))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "Draws points and faults")->capture_default_str();
    command->add_option("--faults", options->distribution,
                        "A file with the distribution to draw from, in the form of --distribution");
    command->add_flag("--distribution", options->shows_distribution,
                      "Prints the distribution that is drawn from without --faults");
    command->add_option("--jobs", options->jobs, "Processes at a time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    command->add_flag("--missed", options->missed, "Lists the triples that have not shown");
    command->add_option("--coverage", options->coverage,
                        "Writes what the runs met of the module to this file");
    add_keep_options(*command, options->keep);
    command->callback([options, &world] { explore(*options, world); });
}

}  // namespace sara::tools
