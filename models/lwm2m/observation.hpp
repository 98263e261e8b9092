#pragma once

#include "models/lwm2m/path.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sara::lwm2m {

/// How often a server wants to hear of a path, if not as its instance of object 1 says: the
/// attributes pmin and pmax, in seconds.  [lwm2m 8; OMA 5.1.2]
struct Attributes {
    Path path;
    std::optional<std::int64_t> min_period = {};
    std::optional<std::int64_t> max_period = {};
};

/// What a server wants to hear of.  [OMA 5.5; RFC 7641]
struct Observation {
    Path path;
    std::vector<std::uint8_t> token;
    std::uint32_t sequence = 0;      ///< of the last notification
    sim::Time last{};                ///< when the server heard the value last
    std::vector<std::uint8_t> said;  ///< the value that it heard
    bool is_due = false;             ///< the value differs, or did
    bool is_urgent = false;          ///< and the module is about to reset: pmin does not hold it
};

/// True if a change at `changed` concerns whoever observes `observed`.
constexpr bool covers(const Path& observed, const Path& changed) {
    return observed.object == changed.object &&
           (!observed.instance || observed.instance == changed.instance) &&
           (!observed.resource || !changed.resource || observed.resource == changed.resource);
}

}  // namespace sara::lwm2m
