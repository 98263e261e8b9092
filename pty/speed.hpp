#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sara::pty {

/// How virtual time runs against wall time, as `--speed` has it.
struct Speed {
    enum class Kind : std::uint8_t {
        Scaled,  ///< `factor` seconds of virtual time a second
        Turbo,   ///< Work is skipped, Patience runs at wall speed
        Step     ///< time stands still until it is moved by hand
    };
    Kind kind = Kind::Scaled;
    double factor = 1.0;

    bool operator==(const Speed&) const = default;

    static constexpr double kSlowest = 0.001;
    static constexpr double kFastest = 1'000'000;

    /// What parse() takes, for messages.
    static constexpr std::string_view kExpected =
        "turbo, step or a factor from 0.001 to 1000000, e.g. 1 or 10";
};

/// "1", "0.5", "10", "turbo", "step"; nullopt for anything else.
std::optional<Speed> parse_speed(std::string_view text);

}  // namespace sara::pty
