#pragma once

#include <cstdint>

namespace sara::lwm2m {

// Resources of object 1, as a registration uses them.  [lwm2m 4.2]
inline constexpr std::uint16_t kServerObject = 1;
inline constexpr std::uint16_t kServerLifetime = 1;
inline constexpr std::uint16_t kServerMinPeriod = 2;
inline constexpr std::uint16_t kServerMaxPeriod = 3;
inline constexpr std::uint16_t kServerBinding = 7;

}  // namespace sara::lwm2m
