#pragma once

#include "sim/trace.hpp"

#include <cstdint>
#include <vector>

namespace sara::storage {

/// Bytes somebody owns.
using Buffer = std::vector<std::uint8_t>;

/// Bytes somebody else owns.
using sim::Bytes;

}  // namespace sara::storage
