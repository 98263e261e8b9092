#pragma once

#include "models/commands/ftp_link.hpp"
#include "models/commands/port_context.hpp"
#include "models/internet/ftp_client.hpp"

#include <optional>
#include <span>
#include <string>

namespace sara::commands {

/// The FTP client: +UFTP, +UFTPC, +UFTPER.  [firmware-update 4.1][at-commands 2.9]
class FtpCommands final : public at::Family {
 public:
    explicit FtpCommands(PortContext& context)
        : device_(context.device),
          settings_(context.settings),
          client_(context.device.internet.ftp),
          link_(context.device.parts.scheduler, client_) {}
    static std::span<const at::Command<FtpCommands>> commands();

 private:
    at::Reply configure(const at::Request& request);
    at::Reply show(const at::Request& request);
    at::Reply perform(const at::Request& request);
    at::Reply report_error(const at::Request& request);

    bool take(internet::FtpSettings& settings, int option, const at::Request& request);
    std::optional<internet::FtpJob> job_of(const at::Request& request) const;
    std::optional<at::CmeError> obstacle(internet::FtpOperation operation) const;

    Device& device_;
    at::Settings& settings_;
    internet::FtpClient& client_;
    FtpLink link_;
};

}  // namespace sara::commands
