#pragma once

#include "models/lwm2m/value.hpp"

#include <optional>

namespace sara::lwm2m {

/// The module, as far as resources show its state.
class ModuleValues {
 public:
    virtual ~ModuleValues() = default;

    /// What the module has at that resource now; nothing if it has none at the moment, such as a
    /// signal strength without a cell.
    virtual std::optional<Value> value(const Path& resource) const = 0;

    /// The resource is written.  False: the module refuses; nothing: it keeps no such value, so
    /// that the tree has to.
    virtual std::optional<bool> write(const Path& resource, const Value& value) = 0;
};

}  // namespace sara::lwm2m
