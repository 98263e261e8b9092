#include "models/commands/socket_settings.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::commands {

namespace {

using at::ErrorClass;
using at::Parameter;
using at::Reply;
using at::Request;
using internet::Protocol;
using internet::Socket;
using internet::SocketError;

constexpr Parameter kSocketId = {.name = "socket", .values = "0-6"};
constexpr Parameter kLevel = {.name = "level", .values = "0,6,65535"};

constexpr auto kControl =
    std::to_array<Parameter>({kSocketId, {.name = "param_id", .values = "0-4,10-11"}});
constexpr auto kSetOption = std::to_array<Parameter>({
    kSocketId,
    kLevel,
    {.name = "opt_name"},
    {.name = "opt_val"},
    {.name = "opt_val2", .optional = true},
});
constexpr auto kGetOption = std::to_array<Parameter>({kSocketId, kLevel, {.name = "opt_name"}});
constexpr auto kSecure = std::to_array<Parameter>({
    kSocketId,
    {.name = "ssl_tls_status", .values = "0,1", .optional = true},
    {.name = "usecmng_profile_id", .values = "0-4", .optional = true},
});

/// <param_id> of +USOCTL.  [R4 18.23]
enum class Control { Protocol = 0, LastError = 1, Sent = 2, Received = 3, Peer = 4, State = 10 };

constexpr at::Attributes kAttributes{
    .needs_pin = true, .errors = ErrorClass::Plain, .source = "[at-commands 2.7]"};

}  // namespace

std::span<const at::Command<SocketSettings>> SocketSettings::commands() {
    using Self = SocketSettings;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms parameters   handlers                      attributes
        { "+USOCTL", "ST", kControl,    {.set = &Self::control},      kAttributes },
        { "+USOGO",  "ST", kGetOption,  {.set = &Self::get_option},   kAttributes },
        { "+USOSEC", "ST", kSecure,     {.set = &Self::secure},       kAttributes },
        { "+USOSO",  "ST", kSetOption,  {.set = &Self::set_option},   kAttributes },
    });
    // clang-format on
    return kCommands;
}

Socket* SocketSettings::socket_of(const Request& request) {
    return sockets_.find(request.get<int>(0).value_or(0));
}

/// ERROR; +USOER says why.
Reply SocketSettings::fail(SocketError error) {
    sockets_.note_error(error);
    return Reply::error();
}

/// AT+USOCTL=<socket>,<param>: what is known of a socket.  Error: unacknowledged bytes (11), and
/// the TCP state of a UDP socket.  [IP 5.8]
Reply SocketSettings::control(const Request& request) {
    const Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const int id = request.get<int>(0).value_or(0);
    const int what = request.get<int>(1).value_or(0);
    const auto shown = [&](std::uint64_t value) {
        return Reply::text(fmt::format("+USOCTL: {},{},{}", id, what, value));
    };
    switch (static_cast<Control>(what)) {
        case Control::Protocol:
            return shown(static_cast<std::uint64_t>(socket->protocol()));
        case Control::LastError:
            return shown(static_cast<std::uint64_t>(socket->error));
        case Control::Sent:
            return shown(socket->sent_bytes);
        case Control::Received:
            return shown(socket->received_bytes);
        case Control::Peer: {
            const auto peer = socket->peer().value_or(network::Endpoint{"0.0.0.0", 0});
            return Reply::text(
                fmt::format("+USOCTL: {},{},\"{}\",{}", id, what, peer.host, peer.port));
        }
        case Control::State:
            if (socket->protocol() != Protocol::Tcp) break;
            return shown(static_cast<std::uint64_t>(socket->state()));
    }
    return fail(SocketError::Invalid);
}

/// AT+USOSO=<socket>,<level>,<option>,<value>[,<time>].  Error 92: no such option.
Reply SocketSettings::set_option(const Request& request) {
    Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const auto place = internet::SocketOptions::find(request.get<int>(1).value_or(0),
                                                     request.get<int>(2).value_or(0));
    if (!place || (!is_01b_ && internet::kSocketOptions[*place].has_time)) {
        return fail(SocketError::NoProtocolOption);  // linger needs a 01B  [module-behaviour 1]
    }
    const internet::SocketOption& option = internet::kSocketOptions[*place];
    const std::int64_t value = request.get<std::int64_t>(3).value_or(0);
    const std::int64_t time = request.get<std::int64_t>(4).value_or(0);
    const bool has_right_form = request.has(4) ? option.has_time : !option.has_time || value == 0;
    const bool is_in_range = value >= option.least && value <= option.most && time >= 0 &&
                             time <= internet::kMaxLingerMs;
    if (!has_right_form || !is_in_range) return fail(SocketError::Invalid);
    socket->options[*place] = {value, time};
    return Reply::ok();
}

/// AT+USOGO=<socket>,<level>,<option>.
Reply SocketSettings::get_option(const Request& request) {
    Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const auto place = internet::SocketOptions::find(request.get<int>(1).value_or(0),
                                                     request.get<int>(2).value_or(0));
    if (!place) return fail(SocketError::NoProtocolOption);
    const internet::SocketOptions::Value value = socket->options[*place];
    const bool has_time = internet::kSocketOptions[*place].has_time && value.value != 0;
    return Reply::text(has_time ? fmt::format("+USOGO: {},{}", value.value, value.time_ms)
                                : fmt::format("+USOGO: {}", value.value));
}

/// AT+USOSEC=<socket>[,<on>[,<profile>]]: stored, before +USOCO; without <on> shown.
Reply SocketSettings::secure(const Request& request) {
    Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const int id = request.get<int>(0).value_or(0);
    if (!request.has(1)) {
        const auto profile = socket->security_profile;
        if (!profile) return Reply::text(fmt::format("+USOSEC: {},0", id));
        return Reply::text(fmt::format("+USOSEC: {},1,{}", id, *profile));
    }
    if (socket->protocol() != Protocol::Tcp || socket->peer()) return fail(SocketError::Invalid);
    socket->security_profile.reset();
    if (request.get<int>(1) == 1) socket->security_profile = request.get<int>(2).value_or(0);
    return Reply::ok();
}

}  // namespace sara::commands
