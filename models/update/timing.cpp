#include "models/update/timing.hpp"

#include <algorithm>

namespace sara::update {

namespace {

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kTypicalDelta = 450'000;  ///< between two minor releases  [R01 5.1.2]

/// `time` for `reference` bytes, in proportion; to the microsecond, so that no size overflows.
sim::Duration in_proportion(sim::Duration time, std::size_t bytes, std::int64_t reference) {
    const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(time);
    return whole * static_cast<std::int64_t>(bytes) / reference;
}

sim::Duration scaled(const products::Profile& profile, sim::Duration time) {
    return std::chrono::duration_cast<sim::Duration>(time * profile.time_factor);
}

}  // namespace

sim::Duration validation_time(const products::Profile& profile, std::size_t package_bytes) {
    const auto by_size = in_proportion(profile.validation_per_mb, package_bytes, kMegabyte);
    return scaled(profile, std::max(by_size, profile.validation_min));
}

sim::Duration install_time(const products::Profile& profile, PackageKind kind,
                           std::size_t package_bytes) {
    if (kind != PackageKind::Delta) {
        return scaled(profile,
                      in_proportion(profile.full_install_per_mb, package_bytes, kMegabyte));
    }
    const auto by_size = in_proportion(profile.delta_install_450_kb, package_bytes, kTypicalDelta);
    return scaled(profile, std::min(by_size, profile.delta_install_max));
}

sim::Duration xmodem_time(const products::Profile& profile, std::size_t package_bytes,
                          std::uint32_t baud, XmodemBlock block) {
    constexpr std::int64_t kOverhead = 5;         // SOH or STX, number, its complement, CRC-16
    constexpr std::int64_t kBitsACharacter = 10;  // 8N1
    const auto data = static_cast<std::int64_t>(block);
    const std::int64_t blocks = (static_cast<std::int64_t>(package_bytes) + data - 1) / data;
    const std::int64_t bits = (data + kOverhead) * kBitsACharacter;
    const sim::Duration on_wire(bits * 1'000'000'000 / std::max<std::int64_t>(baud, 1));
    const sim::Duration own =
        block == XmodemBlock::Long ? profile.xmodem_1k_block : profile.xmodem_128_block;
    return blocks * (on_wire + own);
}

}  // namespace sara::update
