#include "sim/world.hpp"

namespace sara::sim {

namespace {

struct NoFaults {};

}  // namespace

const Shape& World::faults() const {
    static constexpr Shape kShape = make_shape<NoFaults>("no faults", "None of its own.", {});
    return kShape;
}

std::string World::outcome(const Aftermath& aftermath) const {
    return std::string(name_of(aftermath.ending));
}

}  // namespace sara::sim
