#pragma once

#include "models/products/profile.hpp"
#include "models/update/package_format.hpp"
#include "sim/time.hpp"

#include <cstddef>
#include <cstdint>

namespace sara::update {

// How long an update takes: by size and the profile's calibration, never the computer's speed.
// [firmware-update 9]

/// Checking a package of that size: 30 s/MB, at least 10 s.
sim::Duration validation_time(const products::Profile& profile, std::size_t package_bytes);

/// Installing it.  A delta by its size, 25 min (00B) or 15 min (01B) for 450 kB, at most an hour;
/// a full image 40 s/MB.
sim::Duration install_time(const products::Profile& profile, PackageKind kind,
                           std::size_t package_bytes);

enum class XmodemBlock : std::uint16_t { Short = 128, Long = 1024 };

/// Transferring it over Xmodem with CRC to a receiver that never waits: what a scenario may expect,
/// the line and the receiver really take it.
sim::Duration xmodem_time(const products::Profile& profile, std::size_t package_bytes,
                          std::uint32_t baud, XmodemBlock block);

}  // namespace sara::update
