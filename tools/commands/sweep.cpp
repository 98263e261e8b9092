#include "tools/commands/sweep.hpp"

#include "tools/bad_input.hpp"
#include "tools/commands/vary.hpp"
#include "tools/coverage/met_report.hpp"
#include "tools/exit_code.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/failure_keeper.hpp"
#include "tools/sweep/options.hpp"
#include "tools/sweep/progress_bar.hpp"
#include "tools/sweep/summary.hpp"
#include "tools/variation/variation.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace sara::tools {

namespace {

struct SweepOptions {
    std::string file;
    InjectionOptions injection;
    std::string plan = "quick";
    std::string shard = "1/1";
    std::string json;
    std::string coverage;
    std::string vary;
    HostOptions host;
    KeepOptions keep;
    unsigned depth = 1;
    unsigned jobs = 1;
};

Plan plan_named(const std::string& name) {
    if (name == "quick") return Plan::Quick;
    return name == "linear" ? Plan::Linear : Plan::Exhaustive;
}

/// "2/5": the second of five.
void take_shard(const std::string& text, SweepPlan& plan) {
    char rest = 0;
    const int found = std::sscanf(text.c_str(), "%u/%u%c", &plan.shard, &plan.shards, &rest);
    if (found != 2 || plan.shard == 0 || plan.shard > plan.shards)
        throw BadInput(fmt::format("--shard: expected i/n with i from 1 to n, found '{}'", text));
}

/// A scenario that fails by itself cannot be swept.
void require_calm(const sim::Scenario& scenario, const Sweep& sweep) {
    if (sweep.calm().passed()) return;
    fmt::print("FAIL without any fault: {}", sim::report(scenario, sweep.calm()));
    throw CLI::RuntimeError(kFailed);
}

void write_json(const std::string& path, const nlohmann::json& document) {
    if (path.empty()) return;
    std::ofstream out(path, std::ios::binary);
    out << document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n'
        << std::flush;
    if (!out) throw BadInput(fmt::format("--json: {}: cannot be written", path));
}

/// It is another kind of sweep, which asks for the host and not for the module.
void vary(const SweepOptions& options, const sim::World& world) {
    // What a case is made of is a place in what the module says, and that moves with the steps.
    if (options.keep.shrinks) throw BadInput("--shrink: not of variations; expected no --vary");
    // A scenario has no place for a program.
    if (!options.host.command.empty() && !options.keep.folder.empty())
        throw BadInput("--save-failures: not with --host; r5sim replay plays a case again");
    SweepPlan plan;
    take_shard(options.shard, plan);
    sweep_variations({.vary = options.vary,
                      .file = options.file,
                      .host = options.host,
                      .plan = plan_named(options.plan),
                      .seed = options.injection.seed,
                      .json = options.json,
                      .keep = options.keep,
                      .jobs = options.jobs,
                      .shard = plan.shard,
                      .shards = plan.shards},
                     world);
}

void sweep(const SweepOptions& options, const sim::World& world) {
    if (!options.vary.empty()) return vary(options, world);
    const sim::Scenario scenario = sim::load_scenario(options.file, world);
    SweepPlan plan = plan_of(options.injection);
    plan.plan = plan_named(options.plan);
    plan.depth = options.depth;
    plan.jobs = options.jobs;
    plan.coverage = !options.coverage.empty();
    if (plan.coverage) write_coverage(options.coverage, {});  // or tell that it cannot
    take_shard(options.shard, plan);
    const Sweep sweep(scenario, world, plan);
    require_calm(scenario, sweep);
    const std::vector<PlannedCase> cases = sweep.cases();
    if (cases.empty())
        throw BadInput(fmt::format("--at: {} has no such point", options.injection.places));

    Summary summary;
    Met met;
    std::vector<CaseOutcome> outcomes;
    ProgressBar bar(cases.size());
    FailureKeeper keeper(scenario, world, {.seed = sweep.calm().seed, .then = plan.then},
                         options.keep);
    sweep.play(cases, [&](const CaseOutcome& outcome) {
        summary.add(outcome);
        met.merge(outcome.met);
        if (outcome.is_violated()) {
            bar.hide();
            keeper.keep(outcome);
        }
        outcomes.push_back(outcome);
        bar.advance();
    });
    const double seconds = bar.seconds();
    bar.hide();
    write_json(options.json, sweep_document(scenario, sweep, options.injection.fault,
                                            options.injection.places, outcomes, summary));
    if (plan.coverage) write_coverage(options.coverage, met);
    fmt::print("{}", summary.table());
    fmt::print(stderr, "{} cases of {} points, {} violated, {} invalid; {:.2f} s, {:.0f} cases/s\n",
               summary.cases(), sweep.points().size(), summary.violated(), summary.invalid(),
               seconds, static_cast<double>(summary.cases()) / seconds);
    if (const int code = summary.exit_code(); code != kDone) throw CLI::RuntimeError(code);
}

struct ReplayOptions {
    std::string id;
    std::string file;
    HostOptions host;
    InjectionOptions injection;
};

/// What an id says of the points it is one of.
std::string places_of(const std::string& id, const std::string& given) {
    switch (id.empty() ? ' ' : id.front()) {
        case 'e':
            return "events";
        case 'w':
            return "flash-writes";
        case 'b':
            return "line-bytes";
        case 'u':
            return "urcs";
        case 't':
            return "every:" + id.substr(1, id.find('.') - 1);
        default:
            return given;
    }
}

void replay(const ReplayOptions& options, const sim::World& world) {
    if (vary_of_case(options.id)) {
        return replay_variation(options.id, options.file, options.host, options.injection.seed,
                                world);
    }
    if (!options.host.command.empty())
        throw BadInput(fmt::format("--host: {} is no case of a variation", options.id));
    const sim::Scenario scenario = sim::load_scenario(options.file, world);
    const std::size_t dot = options.id.find('.');
    const std::string second = dot == std::string::npos ? "" : options.id.substr(dot + 1);
    InjectionOptions injection = options.injection;
    injection.places = places_of(options.id, injection.places);
    SweepPlan plan = plan_of(injection);
    plan.keeps_transcripts = true;
    const Sweep sweep(scenario, world, plan);
    require_calm(scenario, sweep);
    const auto planned = sweep.find(options.id.substr(0, dot));
    bool violated = false;
    bool found = false;
    const auto tell = [&](const CaseOutcome& outcome) {
        found = true;
        violated = outcome.is_violated();
        fmt::print("{}", report(scenario.file, sweep.calm().seed, outcome));
    };
    if (planned) sweep.play({*planned}, tell, second);
    if (!found) throw BadInput(fmt::format("{}: {} has no such case", options.id, options.file));
    if (violated) throw CLI::RuntimeError(kFailed);
}

}  // namespace

void add_sweep_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command =
        app.add_subcommand("sweep", "Injects a fault at every point of a scenario");
    const auto options = std::make_shared<SweepOptions>();
    command->add_option("FILE", options->file, "Scenario")->required();
    add_injection_options(*command, options->injection);
    CLI::Option* const vary = command->add_option(
        "--vary", options->vary,
        "No fault: what the module says comes otherwise, and the host has to come "
        "through: urcs, splits, errors or timing");
    add_host_options(*command, options->host);
    command->get_option("--host")->needs(vary);
    command->add_option("--plan", options->plan, "quick: about 100 points, linear: 1,000")
        ->check(CLI::IsMember({"quick", "linear", "exhaustive"}))
        ->capture_default_str();
    command->add_option("--depth", options->depth, "2: strikes again during each recovery")
        ->check(CLI::Range(1U, 2U))
        ->capture_default_str();
    command->add_option("--jobs", options->jobs, "Processes at a time")
        ->check(CLI::Range(1U, 256U))
        ->capture_default_str();
    command->add_option("--shard", options->shard, "i/n: every n-th case, from the i-th")
        ->capture_default_str();
    add_keep_options(*command, options->keep);
    command->add_option("--coverage", options->coverage,
                        "Writes what the cases met of the module to this file");
    command->add_option("--json", options->json, "Writes all outcomes to this file");
    command->callback([options, &world] { sweep(*options, world); });
}

void add_replay_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command = app.add_subcommand("replay", "Plays one case of a sweep again");
    const auto options = std::make_shared<ReplayOptions>();
    command->add_option("ID", options->id, "Case, as sweep tells it, e.g. e3311, w10b.w3t")
        ->required();
    command->add_option("FILE", options->file, "Scenario")->required();
    add_host_options(*command, options->host);
    add_injection_options(*command, options->injection);
    command->callback([options, &world] { replay(*options, world); });
}

}  // namespace sara::tools
