#include "models/lwm2m/server_spec.hpp"

#include <array>

namespace {

using namespace sara::lwm2m;
using sara::sim::key;
using sara::sim::kRequired;
using sara::sim::Presence;
using sara::sim::Rules;

constexpr Rules kServerIdRules{.min = 1, .max = 65534};

// clang-format off
constexpr auto kActionKeys = std::to_array<sara::sim::Key>({
    key<&ServerActionSpec::at>("at", "at the first registration or update from here on"),
    key<&ServerActionSpec::what>("what", "read, write, execute, observe, or cancel an observation", kRequired, "[lwm2m 8]"),
    key<&ServerActionSpec::path>("path", "e.g. /1/1/1", {.min = 2, .max = 64, .presence = Presence::Required}),
    key<&ServerActionSpec::value>("value", "what to write, as text; arguments of an execution", {.max = 512}),
});

constexpr auto kLwM2mServerKeys = std::to_array<sara::sim::Key>({
    key<&LwM2mServerSpec::id>("id", "short server ID: 721 u-blox, 102 Verizon", kServerIdRules, "[lwm2m 1]"),
    key<&LwM2mServerSpec::name>("name", "its name for DNS", {.min = 1, .max = 255}, "[R01 2.8.1]"),
    key<&LwM2mServerSpec::port>("port", "UDP port", {.min = 1, .max = 65535}, "[R01 2.8.1]"),
    key<&LwM2mServerSpec::accepts>("accepts", "registrations; else it answers 4.00"),
    key<&LwM2mServerSpec::answers>("answers", "anything at all"),
    key<&LwM2mServerSpec::actions>("actions", "what it does with the module's resources"),
});

constexpr auto kLwM2mKeys = std::to_array<sara::sim::Key>({
    key<&LwM2mSpec::servers>("servers", "servers beside u-blox's own, or instead of it", {.max = 8}),
    key<&LwM2mSpec::campaigns>("campaigns", "firmware that servers offer", {.max = 16}, "[R01 2.1]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<ServerActionSpec>() {
    static constexpr Shape kShape = make_shape<ServerActionSpec>(
        "lwm2m action", "What a server does with a resource.", kActionKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<LwM2mServerSpec>() {
    static constexpr Shape kShape =
        make_shape<LwM2mServerSpec>("lwm2m server", "A LwM2M server.", kLwM2mServerKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<LwM2mSpec>() {
    static constexpr Shape kShape =
        make_shape<LwM2mSpec>("lwm2m", "LwM2M servers and firmware campaigns.", kLwM2mKeys);
    return kShape;
}
