#include "models/commands/lwm2m_registration_commands.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Reply;
using at::Request;

constexpr auto kServer = std::to_array<Parameter>({{.name = "server_id", .values = "1-65534"}});

}  // namespace

std::span<const at::Command<Lwm2mRegistrationCommands>> Lwm2mRegistrationCommands::commands() {
    using Self = Lwm2mRegistrationCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command        forms parameters handlers                                                   attributes
        { "+ULWM2MDEREG", "S",  kServer,   {.set = &Self::deregister},                                {.source = "[lwm2m 2]"} },
        { "+ULWM2MREG",   "SR", kServer,   {.set = &Self::register_now, .read = &Self::read_servers}, {.source = "[lwm2m 2]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+ULWM2MREG=<server_id>: registers, or updates the registration; the answer comes at once.
/// Error: CME 3 for a server that the client does not know.  [R01 2.5][R03 3.6, error assumed]
Reply Lwm2mRegistrationCommands::register_now(const Request& request) {
    lwm2m::Client* client = device_.lwm2m_client.client();
    const bool is_known =
        client != nullptr && client->register_with(request.get<int>(0).value_or(0));
    return is_known ? Reply::ok() : Reply::error(CmeError::OperationNotAllowed);
}

/// One line a server: <id>,<status>, and with status 3 the seconds to the next update.
/// [R03 3.1.1]
Reply Lwm2mRegistrationCommands::read_servers(const Request&) {
    const lwm2m::Client* client = device_.lwm2m_client.client();
    if (client == nullptr) return Reply::ok();
    std::vector<std::string> lines;
    for (const lwm2m::ServerStatus& server : client->servers()) {
        std::string line =
            fmt::format("+ULWM2MREG: {},{}", server.server, static_cast<int>(server.status));
        if (server.time_to_update) {
            const auto left =
                std::chrono::duration_cast<std::chrono::seconds>(*server.time_to_update);
            line += fmt::format(",{}", left.count());
        }
        lines.push_back(std::move(line));
    }
    if (lines.empty()) return Reply::ok();
    Reply reply = Reply::text(lines.front());
    for (std::size_t i = 1; i < lines.size(); ++i) reply = std::move(reply).line(lines[i]);
    return reply;
}

/// AT+ULWM2MDEREG=<server_id>: until a reboot or +ULWM2MREG.  Error: CME 3 as above.  [R01 2.5]
Reply Lwm2mRegistrationCommands::deregister(const Request& request) {
    lwm2m::Client* client = device_.lwm2m_client.client();
    const bool is_known =
        client != nullptr && client->deregister_from(request.get<int>(0).value_or(0));
    return is_known ? Reply::ok() : Reply::error(CmeError::OperationNotAllowed);
}

}  // namespace sara::commands
