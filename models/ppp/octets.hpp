#pragma once

#include "sim/trace.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sara::ppp {

using Octets = std::vector<std::uint8_t>;

/// Numbers as protocols write them: the highest octet first.  The caller sees to it that they are
/// there.
constexpr std::uint16_t read16(sim::Bytes bytes, std::size_t at = 0) {
    return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}
constexpr std::uint32_t read32(sim::Bytes bytes, std::size_t at = 0) {
    return static_cast<std::uint32_t>(read16(bytes, at)) << 16U | read16(bytes, at + 2);
}

inline void add8(Octets& out, unsigned value) {
    out.push_back(static_cast<std::uint8_t>(value & 0xFFU));
}
inline void add16(Octets& out, unsigned value) {
    add8(out, value >> 8U);
    add8(out, value);
}
inline void add32(Octets& out, std::uint32_t value) {
    add16(out, value >> 16U);
    add16(out, value);
}
inline void add(Octets& out, sim::Bytes bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}
inline void write16(Octets& out, std::size_t at, unsigned value) {
    out[at] = static_cast<std::uint8_t>(value >> 8U & 0xFFU);
    out[at + 1] = static_cast<std::uint8_t>(value & 0xFFU);
}

}  // namespace sara::ppp
