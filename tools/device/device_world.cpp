#include "tools/device/device_world.hpp"

#include "tools/device/device_twin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sara::tools {

namespace {

/// Steps that a device does not let a program take: what they do to the module, or see of it.
struct WorldVerb {
    std::string_view name;
    bool (*is_in)(const sim::Step& step);
};
template <auto Member>
constexpr WorldVerb world_verb(std::string_view name) {
    return {name, [](const sim::Step& step) { return (step.*Member).has_value(); }};
}

constexpr auto kDeeds = std::to_array<WorldVerb>({
    world_verb<&sim::Step::pin>("pin"),
    world_verb<&sim::Step::supply>("supply"),
    world_verb<&sim::Step::cable>("cable"),
    world_verb<&sim::Step::wait_fault>("wait_fault"),
    world_verb<&sim::Step::tool>("tool"),
});
constexpr auto kLooks = std::to_array<WorldVerb>({
    world_verb<&sim::Step::inspect>("inspect"),
    world_verb<&sim::Step::remember>("remember"),
    world_verb<&sim::Step::compare>("compare"),
    world_verb<&sim::Step::wait_state>("wait_state"),
});

/// The one state that a host can see: the module answers AT.
constexpr std::string_view kAnswering = "Active";

/// Empty if the step has none of the verbs.
template <std::size_t Count>
std::string_view verb_in(const sim::Step& step, const std::array<WorldVerb, Count>& verbs) {
    const auto* found =
        std::ranges::find_if(verbs, [&](const WorldVerb& verb) { return verb.is_in(step); });
    return found == verbs.end() ? std::string_view() : found->name;
}

std::string obstacle_in(const sim::Scenario& scenario) {
    if (!scenario.faults.empty()) return "/faults: strike a simulated module";
    for (std::size_t i = 0; i < scenario.steps.size(); ++i) {
        const sim::Step& step = scenario.steps[i];
        const std::string_view deed = verb_in(step, kDeeds);
        if (!deed.empty()) return fmt::format("/steps/{}/{}: needs a simulated module", i, deed);
        if (!step.port.empty() && step.port != "uart")
            return fmt::format("/steps/{}/port: a device has only the port \"uart\"", i);
    }
    return {};
}

/// A device is heard, and what the host does is known; the module's own records are not there.
bool is_seen(const sim::Moment& moment) {
    using enum sim::RecordKind;
    if (!moment.record) return true;
    const sim::RecordKind kind = moment.record->kind;
    return kind == Rx || kind == Tx || kind == Host || kind == Note;
}

bool is_seen(const sim::Assert& assert) {
    if (assert.inspect) return false;
    if (assert.contains) return is_seen(*assert.contains);
    if (assert.lacks) return is_seen(*assert.lacks);
    if (assert.timing) return is_seen(assert.timing->from) && is_seen(assert.timing->to);
    return std::ranges::all_of(*assert.in_order,
                               [](const sim::Moment& moment) { return is_seen(moment); });
}

}  // namespace

DeviceWorld::DeviceWorld(const sim::World& simulated, std::string path)
    : simulated_(simulated), path_(std::move(path)) {}

std::unique_ptr<sim::Twin> DeviceWorld::make(const sim::Scenario& /*scenario*/, sim::Kernel& kernel,
                                             std::unique_ptr<sim::Medium> /*flash*/) const {
    return std::make_unique<DeviceTwin>(kernel, path_);
}

DevicePart device_part_of(const sim::Scenario& scenario) {
    DevicePart part{.scenario = scenario, .left_out = {}, .obstacle = obstacle_in(scenario)};
    // In place, so that reports still point into the file.
    for (std::size_t i = 0; i < part.scenario.steps.size(); ++i) {
        sim::Step& step = part.scenario.steps[i];
        const std::string_view look = verb_in(step, kLooks);
        if (look.empty()) continue;
        part.left_out.push_back(fmt::format("/steps/{}/{}", i, look));
        sim::Step seen;
        seen.label = step.label;
        if (step.wait_state && step.wait_state->state == kAnswering) {
            seen.wait_ready = sim::ReadyStep{step.wait_state->within};
        } else {
            seen.wait = sim::Duration::zero();
        }
        step = std::move(seen);
    }
    for (std::size_t i = 0; i < part.scenario.asserts.size(); ++i) {
        sim::Assert& assert = part.scenario.asserts[i];
        if (is_seen(assert)) continue;
        part.left_out.push_back(fmt::format("/asserts/{}", i));
        assert = {};
        assert.in_order.emplace();  // nothing in order: always true
    }
    return part;
}

}  // namespace sara::tools
