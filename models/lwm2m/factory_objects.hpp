#pragma once

#include "models/lwm2m/value.hpp"
#include "models/products/product.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace sara::lwm2m {

/// The value comes from the module: identity, signal, contexts, firmware.  [lwm2m 4.2]
struct Live {
    bool operator==(const Live&) const = default;
};

/// What a resource holds in a fresh module.
using FactoryValue = std::variant<Live, int, bool, std::string_view, ObjectLink>;

/// One row of an object instance, in the order in which +ULWM2MREAD prints it.
struct FactoryRow {
    std::uint16_t object;
    std::optional<std::uint16_t> instance;  ///< empty: of every instance
    std::uint16_t resource;
    std::optional<std::uint16_t> resource_instance;
    FactoryValue value;
};

/// Objects without instances and instances, in the order that +ULWM2MLIST prints: one list a
/// firmware generation.  [lwm2m 4.1]
std::span<const Path> factory_list(products::Generation generation);

/// Default values of that generation.  [lwm2m 4.2]
std::vector<FactoryRow> factory_rows(products::Generation generation);

/// Instance of the uFOTA server in /0 and /1: 1 on 00B, 10 on 01B.  [lwm2m 4.1]
std::uint16_t ufota_instance(products::Generation generation);

/// Instance of the operator's own server in /0 and /1.  [lwm2m 4.1]
inline constexpr std::uint16_t kOperatorInstance = 2;

}  // namespace sara::lwm2m
