#include "tools/control/advance_params.hpp"

#include <array>

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::tools::AdvanceParams>() {
    using sara::tools::AdvanceParams;
    static constexpr auto kKeys = std::to_array<Key>({
        key<&AdvanceParams::length>("for", "how far virtual time moves", kRequired),
        key<&AdvanceParams::until>("until", "no further than the first such record"),
    });
    static constexpr Shape kShape =
        make_shape<AdvanceParams>("advance", "Moves virtual time by hand.", kKeys, "for");
    return kShape;
}
