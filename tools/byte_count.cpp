#include "tools/byte_count.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace sara::tools {

namespace {

struct Unit {
    std::string_view name;
    double bytes;
};
constexpr auto kUnits = std::to_array<Unit>({
    {"", 1},
    {"B", 1},
    {"kB", 1e3},
    {"MB", 1e6},
    {"KiB", 1024},
    {"MiB", 1048576},
});

}  // namespace

std::optional<std::uint32_t> parse_byte_count(std::string_view text) {
    double number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number, std::chars_format::fixed);
    if (error != std::errc()) return std::nullopt;
    const std::string_view name(end, static_cast<std::size_t>(last - end));
    const auto* const unit = std::ranges::find(kUnits, name, &Unit::name);
    if (unit == kUnits.end()) return std::nullopt;
    const double bytes = std::round(number * unit->bytes * 1e3) / 1e3;  // 4.1 is not quite 4.1
    const bool is_whole = bytes >= 0 && bytes <= std::numeric_limits<std::uint32_t>::max() &&
                          bytes == std::floor(bytes);
    return is_whole ? std::optional(static_cast<std::uint32_t>(bytes)) : std::nullopt;
}

std::uint32_t byte_count_of(std::string_view option, std::string_view text) {
    const auto bytes = parse_byte_count(text);
    if (!bytes) {
        throw BadInput(fmt::format("{}: '{}' is no size; expected bytes, e.g. 450000, 450kB, 4.5MB",
                                   option, text));
    }
    return *bytes;
}

}  // namespace sara::tools
