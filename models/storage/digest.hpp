#pragma once

#include "models/storage/bytes.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace sara::storage {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(Bytes bytes);

/// Lower-case hex digits.
std::string to_hex(Bytes bytes);

}  // namespace sara::storage
