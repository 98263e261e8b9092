#pragma once

#include "models/at/escape_sequence.hpp"
#include "models/at/settings.hpp"

#include <chrono>
#include <cstdint>

namespace sara::commands {

/// The escape sequence in force: S2 is its character, S12 the guard time in 20 ms.  [at-syntax 7]
inline at::EscapeSequence::Settings escape_settings(const at::Settings& settings) {
    constexpr auto kUnit = std::chrono::milliseconds(20);
    return {.character = static_cast<std::uint8_t>(settings.number("S2")),
            .guard = settings.number("S12") * kUnit};
}

}  // namespace sara::commands
