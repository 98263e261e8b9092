#pragma once

#include "models/at/settings.hpp"
#include "models/at/urc_queue.hpp"
#include "models/commands/device.hpp"

namespace sara::commands {

/// What the families of one AT port work with.
struct PortContext {
    Device& device;
    at::Settings& settings;
    int number;                    ///< as in +UFWUPD: 1 primary UART, 2 auxiliary UART
    at::UrcQueue* urcs = nullptr;  ///< this port's alone: for URCs that its own settings enable

    /// Sends a URC to this port; Device::urcs() is the way to all.
    void post(std::string_view urc) const { urcs->post(urc); }
};

}  // namespace sara::commands
