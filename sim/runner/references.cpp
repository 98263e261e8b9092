#include "sim/runner/references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace sara::sim {

namespace {

void require(const std::string& name, std::span<const std::string_view> known,
             std::string_view what, const Place& place) {
    if (std::ranges::find(known, name) != known.end()) return;
    place.fail(fmt::format("there is no {} \"{}\"{}", what, name, suggestion(name, known)));
}

void check_step(const Step& step, const World& world, Twin& twin, const Place& place) {
    if (!step.port.empty()) require(step.port, twin.ports(), "port", Place(place, "port"));
    if (step.pin) require(step.pin->name, twin.input_pins(), "pin", Place(place, "pin"));
    if (step.tool) require(step.tool->name, world.tools(), "tool", Place(place, "tool"));
}

/// Names that a kind of fault takes: `of` is the member that is set, if it is.
template <class Kind>
void check_port(const std::optional<Kind>& of, Twin& twin, const Place& place) {
    if (of && !of->port.empty()) require(of->port, twin.ports(), "port", place);
}
template <class Kind>
void check_pin(const std::optional<Kind>& of, Twin& twin, const Place& place) {
    if (of) require(of->pin, twin.input_pins(), "pin", place);
}

}  // namespace

void check_fault(const FaultKind& what, Twin& twin, const Place& place) {
    check_pin(what.reset, twin, Place(place, "reset"));
    check_pin(what.pwr_on, twin, Place(place, "pwr_on"));
    check_port(what.cable_detach, twin, Place(place, "cable_detach"));
    check_port(what.line_noise, twin, Place(place, "line_noise"));
    check_port(what.baud_mismatch, twin, Place(place, "baud_mismatch"));
    check_port(what.host_stall, twin, Place(place, "host_stall"));
}

namespace {

std::vector<std::uint8_t> read_file(const std::string& name, const Scenario& scenario,
                                    const Place& place) {
    const auto path = std::filesystem::path(scenario.file).parent_path() / name;
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file),
                                    std::istreambuf_iterator<char>()};
    if (!file) place.fail(fmt::format("the file \"{}\" cannot be read", name));
    return bytes;
}

std::vector<std::uint8_t> random_bytes(std::uint32_t count, const Seed& seed) {
    Random random = seed.stream("payload");
    std::vector<std::uint8_t> bytes(count);
    std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random.next()); });
    return bytes;
}

std::vector<std::uint8_t> load(const Payload& payload, const Scenario& scenario, const World& world,
                               const Seed& seed, const Place& place) {
    if (payload.bytes) return *payload.bytes;
    if (payload.random) return random_bytes(*payload.random, seed);
    if (payload.file) return read_file(*payload.file, scenario, place);
    const std::string& name = payload.package.value_or("");
    auto package = world.package(scenario, name);
    if (!package) place.fail(fmt::format("the scenario has no package \"{}\"", name));
    return *std::move(package);
}

}  // namespace

void check_names(const Scenario& scenario, const World& world, Twin& twin) {
    const Place root(scenario.file);
    const Place steps(root, "steps");
    for (std::size_t index = 0; index < scenario.steps.size(); ++index)
        check_step(scenario.steps[index], world, twin, Place(steps, index));
    const Place faults(root, "faults");
    for (std::size_t index = 0; index < scenario.faults.size(); ++index) {
        const Place fault(faults, index);
        check_fault(scenario.faults[index].what, twin, Place(fault, "what"));
    }
}

std::vector<std::vector<std::uint8_t>> load_payloads(const Scenario& scenario, const World& world,
                                                     const Seed& seed) {
    const Place root(scenario.file);
    const Place steps(root, "steps");
    std::vector<std::vector<std::uint8_t>> payloads(scenario.steps.size());
    for (std::size_t index = 0; index < payloads.size(); ++index) {
        const Step& step = scenario.steps[index];
        const Place place(steps, index);
        if (step.xmodem) {
            payloads[index] =
                load(step.xmodem->payload, scenario, world, seed, Place(place, "xmodem"));
        }
        if (step.tool) {
            payloads[index] = load(step.tool->payload, scenario, world, seed, Place(place, "tool"));
        }
        if (step.send_data) {
            payloads[index] =
                load(*step.send_data, scenario, world, seed, Place(place, "send_data"));
        }
    }
    return payloads;
}

}  // namespace sara::sim
