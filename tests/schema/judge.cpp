// Tells what the decoder of scenarios makes of the documents on standard input, one a line:
// "accept" or why not.  Called with `schema` or `reference`: the document generated from the same
// tables.
#include "models/sara_world.hpp"
#include "sim/scenario/documents.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/vocabulary/json_text.hpp"

#include <array>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

namespace {

using namespace sara::sim;

/// As the runner reads it, less what tables cannot say: names that refer to each other.
std::string verdict_on(const std::string& text, const World& world) {
    Scenario scenario;
    const std::shared_ptr<void> furnishing = world.sections().fresh();
    const auto parts = std::to_array<Part>(
        {{&shape_of<Scenario>(), &scenario}, {&world.sections(), furnishing.get()}});
    try {
        decode_object(parts, parse_json(text, "line"), Place("line"));
        for (const Fault& fault : scenario.faults)
            static_cast<void>(decode_fault_kind(fault.what.written, Place("line"), world));
    } catch (const ScenarioError& error) {
        return std::string("refuse: ") + error.what();
    }
    return "accept";
}

}  // namespace

int main(int argc, char** argv) {
    const sara::SaraWorld world;
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    if (wanted == "schema") {
        std::cout << scenario_schema(world);
    } else if (wanted == "reference") {
        std::cout << scenario_reference(world);
    } else {
        for (std::string line; std::getline(std::cin, line);)
            std::cout << verdict_on(line, world) << '\n';
    }
    return 0;
}
