#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// The host's part in uFOTA: +UFOTA, +UFOTAACK, +UFOTACONFIG, +UFOTASTAT.  [firmware-update 2.2]
class UfotaCommands final : public at::Family {
 public:
    explicit UfotaCommands(PortContext& context)
        : device_(context.device), settings_(context.settings) {}
    static std::span<const at::Command<UfotaCommands>> commands();

 private:
    at::Reply control(const at::Request& request);
    at::Reply show_download(const at::Request& request);
    at::Reply show_operations(const at::Request& request);
    at::Reply acknowledge(const at::Request& request);
    at::Reply configure(const at::Request& request);
    at::Reply show_configuration(const at::Request& request);

    bool is_r01() const { return !device_.parts.profile.ufota_has_r03_commands; }
    ufota::FirmwareDownload& download() { return device_.ufota.download; }

    Device& device_;
    at::Settings& settings_;
};

}  // namespace sara::commands
