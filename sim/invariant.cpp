#include "sim/invariant.hpp"

#include <array>

namespace sara::sim {

std::string_view name_of(Ending ending) {
    static constexpr std::array<std::string_view, 4> kNames = {"off", "answers AT",
                                                               "asks for a transfer", "silent"};
    return kNames[static_cast<std::size_t>(ending)];
}

}  // namespace sara::sim
