#include "sim/scenario/documents.hpp"

#include "sim/scenario/scenario.hpp"
#include "sim/vocabulary/schema.hpp"

#include <array>

namespace sara::sim {

namespace {

constexpr int kIndent = 1;

std::array<const Shape*, 2> root_of(const World& world) {
    return {&shape_of<Scenario>(), &world.sections()};
}

Extension faults_of(const World& world) {
    return {&shape_of<FaultKind>(), &world.faults()};
}

}  // namespace

std::string scenario_schema(const World& world) {
    return schema_of(root_of(world), "r5sim scenario", faults_of(world)).dump(kIndent) + '\n';
}

std::string scenario_reference(const World& world) {
    return reference_of(root_of(world), "Scenario reference", faults_of(world));
}

}  // namespace sara::sim
