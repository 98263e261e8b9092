#pragma once

#include "models/products/profile.hpp"
#include "sim/vocabulary.hpp"

namespace sara {

/// Values of a profile that differ from the product's.  Kept as written, so that the product
/// decides the rest.
struct ProfileChanges {
    sim::Json values = sim::Json::object();

    void apply_to(products::Profile& profile) const;
};

}  // namespace sara

/// A profile's changes are checked against the profile's knobs, and kept as they stand.
template <>
struct sara::sim::Codec<sara::ProfileChanges> {
    static constexpr Type kType{.kind = Kind::Object, .shape = &shape_of<products::Profile>};
    static ProfileChanges decode(const Json& value, const Place& place, const Rules& /*rules*/) {
        sim::decode<products::Profile>(value, place);
        return {value};
    }
    static Json encode(const ProfileChanges& changes) { return changes.values; }
};
