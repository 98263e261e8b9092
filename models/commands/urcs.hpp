#pragma once

#include "models/at/settings.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::commands {

/// A position of a setting that lets a URC come while its value is in a range.
struct UrcSwitch {
    std::string_view setting = {};  ///< empty: none; it comes of what a command has begun
    std::size_t position = 0;       ///< in the setting, from 0
    std::int64_t least = 1;
    std::int64_t most = 255;
};

/// An unsolicited result code of the module.
struct Urc {
    std::string_view name;    ///< e.g. "+CREG"
    std::string_view sample;  ///< one that may come at any time, if its switch is on
    UrcSwitch on;
    std::string_view source;
};

/// Every one that the module knows, by name.
std::span<const Urc> urcs();

/// Samples of those that may come at any time with these settings.
std::vector<std::string> possible_urcs(const at::Settings& settings);

}  // namespace sara::commands
