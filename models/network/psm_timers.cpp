#include "models/network/psm_timers.hpp"

#include <array>
#include <charconv>

namespace sara::network {

namespace {

using namespace std::chrono_literals;

using Units = std::array<std::optional<sim::Duration>, 8>;  // by the first three bits

// clang-format off
constexpr Units kActiveUnits = {2s, 1min, 6min, 1min, 1min, 1min, 1min, std::nullopt};           // [AD 8.1.3.2]
constexpr Units kPeriodicUnits = {10min, 1h, 10h, 2s, 30s, 1min, 320h, std::nullopt};            // [AD 8.1.3.1]
// clang-format on

constexpr unsigned kCountBits = 5;

std::optional<sim::Duration> decoded(std::string_view bits, const Units& units) {
    unsigned value = 0;
    std::from_chars(bits.data(), bits.data() + bits.size(), value, 2);
    const auto& unit = units[(value >> kCountBits) % units.size()];
    if (!unit) return std::nullopt;
    return *unit * (value % (1U << kCountBits));
}

}  // namespace

std::optional<sim::Duration> active_time(std::string_view bits) {
    return decoded(bits, kActiveUnits);
}

std::optional<sim::Duration> periodic_time(std::string_view bits) {
    return decoded(bits, kPeriodicUnits);
}

}  // namespace sara::network
