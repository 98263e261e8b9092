#pragma once

#include <string_view>

namespace sara::sim {

/// One row of an enumeration's names.
template <class E>
struct Named {
    std::string_view name;
    E value;
};

/// Names of an enumeration.  Specialise it beside E with a member
/// `static constexpr auto kTable = std::to_array<Named<E>>({...})`.
template <class E>
struct Names;

}  // namespace sara::sim
