#pragma once

#include "models/at/settings.hpp"
#include "models/at/urc_queue.hpp"
#include "models/commands/device.hpp"
#include "models/commands/multiplexing.hpp"

namespace sara::commands {

/// What the families of one AT port work with.
struct PortContext {
    Device& device;
    at::Settings& settings;
    int number;  ///< as in +UFWUPD: 1 primary UART and its channels, 2 auxiliary UART
    Multiplexing* multiplexing = nullptr;  ///< of the port, or the one it is a channel of
    bool is_channel = false;
    at::UrcQueue* urcs = nullptr;  ///< this port's alone: for URCs that its own settings enable

    /// Sends a URC to this port; Device::urcs() is the way to all.
    void post(std::string_view urc) const { urcs->post(urc); }
};

}  // namespace sara::commands
