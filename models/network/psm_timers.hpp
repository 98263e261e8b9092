#pragma once

#include "sim/time.hpp"

#include <optional>
#include <string_view>

namespace sara::network {

/// T3324, from the release of the connection to sleep.  `bits`: unit (3) and count (5), as
/// +CPSMS has them; nothing if the unit says that it is off.  [module-behaviour 11, TS 24.008
/// 10.5.7.4]
std::optional<sim::Duration> active_time(std::string_view bits);

/// Extended T3412, from the release of the connection to the next tracking area update; as above.
/// [module-behaviour 11, TS 24.008 10.5.7.4a]
std::optional<sim::Duration> periodic_time(std::string_view bits);

}  // namespace sara::network
