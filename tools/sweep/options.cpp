#include "tools/sweep/options.hpp"

#include "tools/bad_input.hpp"
#include "tools/seed_option.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::tools {

void add_injection_options(CLI::App& command, InjectionOptions& options) {
    command
        .add_option("--fault", options.fault,
                    "What strikes: a kind of fault of scenarios, e.g. power-loss, reset, "
                    "cable-detach; or one with what it says, as JSON: '{\"vcc_dip\": \"20ms\"}'")
        ->capture_default_str();
    command
        .add_option("--at", options.places,
                    "Where: events, flash-writes, line-bytes, urcs, anywhere or every:<time>")
        ->capture_default_str();
    command.add_option("--off", options.off, "How long it lasts")->capture_default_str();
    command
        .add_option("--then", options.then,
                    "recover: the host leaves its steps, sees the module through, and the "
                    "invariants have to hold; continue: the scenario's steps have to come true")
        ->check(CLI::IsMember({"recover", "continue"}))
        ->capture_default_str();
    add_seed_option(command, options.seed, "Instead of the scenario's own");
}

SweepPlan plan_of(const InjectionOptions& options) {
    SweepPlan plan;
    if (options.fault.starts_with('{')) {
        plan.fault = nlohmann::json::parse(options.fault, nullptr, false);
        if (plan.fault.is_discarded())
            throw BadInput(fmt::format("--fault: no JSON: {}", options.fault));
    } else {
        std::string name = options.fault;
        std::ranges::replace(name, '-', '_');
        const nlohmann::json length = options.off;
        plan.fault = {{name, length}};
        // Kinds whose short form is something else than their length.
        if (name != "power_loss" && name != "reset") plan.fault = {{name, {{"for", length}}}};
    }
    plan.places = parse_places(options.places);
    plan.then = options.then == "recover" ? sim::Then::Recover : sim::Then::Continue;
    plan.seed = options.seed;
    return plan;
}

}  // namespace sara::tools
