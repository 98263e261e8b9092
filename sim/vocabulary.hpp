#pragma once

#include "sim/vocabulary/codec.hpp"
#include "sim/vocabulary/shape.hpp"

#include <string_view>

/// Vocabularies of files that users write, each declared once as tables:
///
///     struct Pulse {
///         std::string pin;
///         sim::Duration width = 150ms;
///     };
///
///     template <>
///     const Shape& shape_of<Pulse>() {
///         static constexpr auto kKeys = std::to_array<Key>({
///             key<&Pulse::pin>("pin", "which input", kRequired),
///             key<&Pulse::width>("for", "how long it is low", {}, "[module-behaviour 2]"),
///         });
///         static constexpr Shape kShape = make_shape<Pulse>("pulse", "A pin goes low.", kKeys);
///         return kShape;
///     }
///
/// From the tables come the decoder with its errors, the JSON Schema (`schema_of`) and the
/// reference page (`reference_of`).  Defaults are those of the struct.
namespace sara::sim {

template <class Owner, class Value>
Owner owner_of(Value Owner::*);
template <class Owner, class Value>
Value value_of(Value Owner::*);

/// The row for one member of a struct.
template <auto Member>
constexpr Key key(std::string_view name, std::string_view help, Rules rules = {},
                  std::string_view source = {}) {
    using Owner = decltype(owner_of(Member));
    using Value = decltype(value_of(Member));
    return {name,
            help,
            rules,
            source,
            &Codec<Value>::kType,
            [](void* owner, const Json& value, const Place& place, const Rules& limits) {
                static_cast<Owner*>(owner)->*Member = Codec<Value>::decode(value, place, limits);
            },
            [](const void* owner) {
                return Codec<Value>::encode(static_cast<const Owner*>(owner)->*Member);
            }};
}

/// A T as `value` describes it.  Throws ScenarioError.
template <class T>
T decode(const Json& value, const Place& place) {
    return Codec<T>::decode(value, place, {});
}

}  // namespace sara::sim
