#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/flash_map.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace sara::storage {

/// What an erase leaves in every byte.
inline constexpr std::uint8_t kErasedByte = 0xFF;

inline constexpr auto kErasedSector = [] {
    std::array<std::uint8_t, kSectorBytes> bytes{};
    bytes.fill(kErasedByte);
    return bytes;
}();

/// True if nothing was programmed in any of these bytes.
inline bool is_erased(Bytes bytes) {
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), kSectorBytes);
        if (std::memcmp(bytes.data(), kErasedSector.data(), size) != 0) return false;
        bytes = bytes.subspan(size);
    }
    return true;
}

}  // namespace sara::storage
