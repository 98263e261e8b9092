#pragma once

#include "models/at/settings.hpp"
#include "models/commands/device.hpp"

namespace sara::commands {

/// What the families of one AT port work with.
struct PortContext {
    Device& device;
    at::Settings& settings;
    int number;  ///< as in +UFWUPD: 1 primary UART, 2 auxiliary UART
};

}  // namespace sara::commands
