#pragma once

#include "models/lwm2m/path.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace sara::lwm2m {

/// A reference to an object instance: "11:0".
struct ObjectLink {
    std::uint16_t object = 0;
    std::uint16_t instance = 0;

    bool operator==(const ObjectLink&) const = default;
};

using Opaque = std::vector<std::uint8_t>;

/// What a resource holds: integer and time, boolean, float, string, opaque, link.
using Value = std::variant<std::int64_t, bool, double, std::string, Opaque, ObjectLink>;

/// A resource, or an instance of a multiple one, with its value.
struct Item {
    Path path;
    Value value;

    bool operator==(const Item&) const = default;
};

}  // namespace sara::lwm2m
