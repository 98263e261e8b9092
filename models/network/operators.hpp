#pragma once

#include <span>
#include <string_view>

namespace sara::network {

/// A network that the module knows by name: +COPN.
struct KnownOperator {
    std::string_view plmn;
    std::string_view long_name;
    std::string_view short_name;
};

/// The names in the module, by PLMN.  A short choice of the vendor's long list.  [assumed]
std::span<const KnownOperator> known_operators();

}  // namespace sara::network
