#include "pty/speed.hpp"

#include <charconv>
#include <system_error>

namespace sara::pty {

std::optional<Speed> parse_speed(std::string_view text) {
    if (text == "turbo") return Speed{Speed::Kind::Turbo, 1.0};
    if (text == "step") return Speed{Speed::Kind::Step, 0.0};
    double factor = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, factor);
    if (error != std::errc() || stopped != end) return std::nullopt;
    // Written so that a NaN fails too.
    if (!(factor >= Speed::kSlowest && factor <= Speed::kFastest)) return std::nullopt;
    return Speed{Speed::Kind::Scaled, factor};
}

}  // namespace sara::pty
