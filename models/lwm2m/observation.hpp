#pragma once

#include "models/lwm2m/path.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <vector>

namespace sara::lwm2m {

/// What a server wants to hear of.  [OMA 5.5; RFC 7641]
struct Observation {
    Path path;
    std::vector<std::uint8_t> token;
    std::uint32_t sequence = 0;      ///< of the last notification
    sim::Time last{};                ///< when the server heard the value last
    std::vector<std::uint8_t> said;  ///< the value that it heard
    bool is_due = false;             ///< the value differs, or did
};

/// True if a change at `changed` concerns whoever observes `observed`.
constexpr bool covers(const Path& observed, const Path& changed) {
    return observed.object == changed.object &&
           (!observed.instance || observed.instance == changed.instance) &&
           (!observed.resource || !changed.resource || observed.resource == changed.resource);
}

}  // namespace sara::lwm2m
