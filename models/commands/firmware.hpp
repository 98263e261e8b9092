#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// The commands that begin a firmware update.  [firmware-update 3.1, 5]
class FirmwareCommands final : public at::Family {
 public:
    explicit FirmwareCommands(PortContext& context)
        : device_(context.device), settings_(context.settings), port_(context.number) {}
    static std::span<const at::Command<FirmwareCommands>> commands();

 private:
    at::Reply start_foat(const at::Request& request);
    at::Reply install(const at::Request& request);
    at::Reply accept(const at::Request& request);
    at::Reply enable_urcs(int port);
    bool has_port(int port) const;

    Device& device_;
    at::Settings& settings_;
    int port_;                   ///< this one
    Exclusion::Token download_;  ///< from +UFWUPD to the reset
};

}  // namespace sara::commands
