#pragma once

#include "sim/trace.hpp"

#include <cstdint>

namespace sara::xmodem {

/// CRC-16 of a block: polynomial 1021h, start value 0, most significant bit first, no final xor.
/// [firmware-update 3.3]
std::uint16_t crc16(sim::Bytes data);

/// Sum of a block's bytes, modulo 256.  [firmware-update 3.3]
std::uint8_t sum8(sim::Bytes data);

}  // namespace sara::xmodem
