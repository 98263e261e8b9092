#include "models/fleet_spec.hpp"

#include <array>

namespace {

using sara::CoverageSpec;
using sara::ModuleGroup;
using sara::sim::key;
using sara::sim::Presence;
using sara::sim::Rules;

constexpr Rules kFirstImeiRules{.min = 15, .max = 15, .presence = Presence::Required};
constexpr Rules kLevelRules{.min = -140, .max = -44};

// clang-format off
constexpr auto kFleetCoverageKeys = std::to_array<sara::sim::Key>({
    key<&CoverageSpec::rsrp_min>("rsrp_min", "weakest level of the cells, dBm", kLevelRules, "[at-commands 2.9]"),
    key<&CoverageSpec::rsrp_max>("rsrp_max", "strongest level of the cells, dBm", kLevelRules, "[at-commands 2.9]"),
    key<&CoverageSpec::outages>("outages", "a module has so many at most", {.max = 100}),
    key<&CoverageSpec::longest_outage>("longest_outage", "none is longer"),
    key<&CoverageSpec::outages_within>("outages_within", "all begin by then"),
    key<&CoverageSpec::never_percent>("never", "percent of modules that hear no cell", {.max = 100}),
});

constexpr auto kModuleGroupKeys = std::to_array<sara::sim::Key>({
    key<&ModuleGroup::count>("count", "how many", {.min = 1, .max = 100'000}),
    key<&ModuleGroup::imei>("imei", "IMEI of the first; the others count on, each with its check digit", kFirstImeiRules, "[TS 23.003 6.2]"),
    key<&ModuleGroup::product>("product", "type number; without it that of \"module\"", {}, "[module-behaviour 1]"),
    key<&ModuleGroup::profile>("profile", "values that differ from those of \"module\""),
    key<&ModuleGroup::nvm>("nvm", "settings beside those of \"module\", or instead of them", {}, "[module-behaviour 6]"),
    key<&ModuleGroup::switched_on_within>("switched_on_within", "each is switched on at an instant by then, drawn from the seed"),
    key<&ModuleGroup::coverage>("coverage", "what each of them hears, drawn from the seed"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<CoverageSpec>() {
    static constexpr Shape kShape = make_shape<CoverageSpec>(
        "coverage", "What modules without a host hear, drawn from the seed.", kFleetCoverageKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<ModuleGroup>() {
    static constexpr Shape kShape = make_shape<ModuleGroup>(
        "modules", "Modules that live beside the host's, and share its campaigns.",
        kModuleGroupKeys);
    return kShape;
}
