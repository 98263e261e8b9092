#pragma once

#include "models/commands/port_context.hpp"
#include "models/internet/http_client.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sara::commands {

/// The HTTP client: +UHTTP, +UHTTPC, +UHTTPER.  [firmware-update 4.2][at-commands 2.10]
class HttpCommands final : public at::Family {
 public:
    explicit HttpCommands(PortContext& context)
        : device_(context.device), client_(context.device.internet.http) {}
    static std::span<const at::Command<HttpCommands>> commands();

 private:
    at::Reply configure(const at::Request& request);
    at::Reply perform(const at::Request& request);
    at::Reply report_error(const at::Request& request);

    at::Reply show(int number, int option);
    bool take(internet::HttpProfile& profile, int option, const at::Request& request);
    at::Reply start(int number, internet::HttpJob job);
    at::Reply start_upload(int number, internet::HttpJob job, const at::Request& request);

    Device& device_;
    internet::HttpClient& client_;
};

}  // namespace sara::commands
