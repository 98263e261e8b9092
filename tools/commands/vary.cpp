#include "tools/commands/vary.hpp"

#include "sim/vocabulary.hpp"
#include "tools/bad_input.hpp"
#include "tools/exit_code.hpp"
#include "tools/sweep/failure_keeper.hpp"
#include "tools/sweep/progress_bar.hpp"
#include "tools/sweep/summary.hpp"
#include "tools/variation/program_host.hpp"
#include "tools/variation/scripted_host.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fstream>
#include <memory>
#include <vector>

namespace sara::tools {

namespace {

HostCommand host_of(const HostOptions& options) {
    const auto speed = pty::parse_speed(options.speed);
    if (!speed || speed->kind == pty::Speed::Kind::Step)
        throw BadInput(fmt::format("--host-speed {}: expected a number or turbo", options.speed));
    const auto limit =
        sim::decode<sim::Duration>(sim::Json(options.limit), sim::Place("--host-limit"));
    if (limit == sim::Duration{}) throw BadInput("--host-limit: expected more than 0s");
    return {options.command, *speed, limit};
}

std::unique_ptr<VariationSweep> make_sweep(const sim::Scenario& scenario, const sim::World& world,
                                           Vary vary, const HostOptions& host,
                                           std::optional<std::uint64_t> seed) {
    if (host.command.empty()) return std::make_unique<ScriptedHost>(scenario, world, vary, seed);
    return std::make_unique<ProgramHost>(scenario, world, vary, host_of(host), seed);
}

void require_passed(const sim::Scenario& scenario, const VariationSweep& sweep) {
    if (sweep.calm().passed()) return;
    fmt::print("FAIL without any variation: {}", sim::report(scenario, sweep.calm()));
    throw CLI::RuntimeError(kFailed);
}

void write_document(const VaryOptions& options, const sim::Scenario& scenario,
                    const VariationSweep& sweep, const nlohmann::json& cases,
                    const Summary& summary) {
    if (options.json.empty()) return;
    const nlohmann::json document{{"sweep", 1},
                                  {"file", scenario.file},
                                  {"title", scenario.title},
                                  {"seed", sweep.calm().seed},
                                  {"vary", options.vary},
                                  {"points", sweep.variations()},
                                  {"shard", {{"number", options.shard}, {"of", options.shards}}},
                                  {"virtual_ns", sweep.calm().ended.time_since_epoch().count()},
                                  {"cases", cases},
                                  {"summary", summary.to_json()}};
    std::ofstream out(options.json, std::ios::binary);
    out << document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n'
        << std::flush;
    if (!out) throw BadInput(fmt::format("--json: {}: cannot be written", options.json));
}

}  // namespace

void add_host_options(CLI::App& command, HostOptions& options) {
    CLI::Option* const host = command.add_option(
        "--host", options.command,
        "Of variations: this shell command is the host instead of the scenario's steps, on the "
        "terminal that $R5SIM_PORT names; exit code 0 says that it came through");
    host->check([](const std::string& text) {
        return text.empty() ? std::string("expected a command, found nothing") : std::string();
    });
    command.add_option("--host-speed", options.speed, "How time passes for it: 1, N or turbo")
        ->needs(host)
        ->capture_default_str();
    command.add_option("--host-limit", options.limit, "Wall time that it may take")
        ->needs(host)
        ->capture_default_str();
}

void sweep_variations(const VaryOptions& options, const sim::World& world) {
    const Vary vary = parse_vary(options.vary);
    const sim::Scenario scenario = sim::load_scenario(options.file, world);
    const auto made = make_sweep(scenario, world, vary, options.host, options.seed);
    const VariationSweep& sweep = *made;
    require_passed(scenario, sweep);
    const std::vector<VariedCase> cases = sweep.cases(options.plan, options.shard, options.shards);
    if (cases.empty()) {
        throw BadInput(
            fmt::format("--vary: {} has nothing to vary in {}", options.file, options.vary));
    }
    Summary summary;
    nlohmann::json told = nlohmann::json::array();
    ProgressBar bar(cases.size());
    FailureKeeper keeper(scenario, world, {.seed = sweep.calm().seed, .then = sim::Then::Continue},
                         options.keep);
    sweep.play(cases, options.jobs, [&](const CaseOutcome& outcome) {
        summary.add(outcome);
        if (outcome.is_violated()) {
            bar.hide();
            keeper.keep(outcome);
        }
        told.push_back(document_of(outcome));
        bar.advance();
    });
    bar.hide();
    write_document(options, scenario, sweep, told, summary);
    fmt::print("{}", summary.table());
    fmt::print(stderr, "{} cases of {}, {} violated, {} invalid; {:.2f} s\n", summary.cases(),
               sweep.variations(), summary.violated(), summary.invalid(), bar.seconds());
    if (const int code = summary.exit_code(); code != kDone) throw CLI::RuntimeError(code);
}

void replay_variation(const std::string& id, const std::string& file, const HostOptions& host,
                      std::optional<std::uint64_t> seed, const sim::World& world) {
    const auto vary = vary_of_case(id);
    const sim::Scenario scenario = sim::load_scenario(file, world);
    const auto made = make_sweep(scenario, world, vary.value_or(Vary::Urcs), host, seed);
    const VariationSweep& sweep = *made;
    require_passed(scenario, sweep);
    const auto varied = sweep.find(id);
    if (!vary || !varied) throw BadInput(fmt::format("{}: {} has no such case", id, file));
    bool is_violated = false;
    sweep.play({*varied}, 1, [&](const CaseOutcome& outcome) {
        is_violated = outcome.is_violated();
        fmt::print("{}", report(scenario.file, sweep.calm().seed, outcome));
    });
    if (is_violated) throw CLI::RuntimeError(kFailed);
}

}  // namespace sara::tools
