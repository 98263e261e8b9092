#pragma once

#include "models/network/cell.hpp"

#include <bit>
#include <cstdint>

namespace sara::network {

/// A set of LTE bands as +UBANDMASK writes it: bit n - 1 is band n.  [AD 7.2]
struct Bands {
    std::uint64_t low = 0;   ///< bands 1 to 64
    std::uint64_t high = 0;  ///< bands 65 to 128

    bool has(int band) const {
        const auto bit = static_cast<unsigned>(band - 1);
        return bit < 64 ? ((low >> bit) & 1U) != 0 : ((high >> (bit - 64)) & 1U) != 0;
    }
    int count() const { return std::popcount(low) + std::popcount(high); }
    bool is_within(const Bands& other) const {
        return (low & ~other.low) == 0 && (high & ~other.high) == 0;
    }

    bool operator==(const Bands&) const = default;
};

/// Every band of the module: 1-5, 8, 12-14, 18-20, 25, 26, 28 and 66, 71, 85.
/// [module-behaviour 7, the upper ones assumed]
inline constexpr Bands kAllBands{.low = 185481375, .high = 1048642};

/// What the module's radio is set to since boot: +URAT and +UBANDMASK.
struct RadioChoice {
    AccessTechnology act = AccessTechnology::LteM;
    Bands bands = kAllBands;

    bool covers(const Cell& cell) const { return cell.act == act && bands.has(cell.band); }
};

}  // namespace sara::network
