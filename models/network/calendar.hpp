#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sara::network {

/// A date and time of day with its zone, as +CCLK and NITZ carry it: "yy/MM/dd,hh:mm:ss+tz".
struct LocalTime {
    std::chrono::sys_seconds local{};  ///< what a clock on the wall shows
    int zone = 0;                      ///< quarters of an hour ahead of UTC, -96 to 96

    static std::optional<LocalTime> parse(std::string_view text);

    /// "yy/MM/dd,hh:mm:ss+tz"
    std::string text() const;

    bool operator==(const LocalTime&) const = default;
};

}  // namespace sara::network
