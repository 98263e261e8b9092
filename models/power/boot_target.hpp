#pragma once

#include <cstdint>

namespace sara::power {

/// What the boot ROM starts.  [firmware-update 3.6, 5; module-behaviour 3]
enum class BootTarget : std::uint8_t {
    Firmware,    ///< the image in the slot
    UpdateMode,  ///< firmware update mode: waits for a transfer
    Install,     ///< the update agent: a package is to be validated or an installation goes on
    Nothing      ///< no valid firmware and no update to heal it: silent until flashed
};

}  // namespace sara::power
