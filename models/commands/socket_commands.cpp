#include "models/commands/socket_commands.hpp"

#include "models/commands/escape_settings.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 130s
using at::ErrorClass;
using at::Parameter;
using at::ParameterType;
using at::PendingCommand;
using at::Reply;
using at::Request;
using internet::Protocol;
using internet::Socket;
using internet::SocketError;

constexpr Parameter kSocket = {.name = "socket", .values = "0-6"};
constexpr Parameter kPort = {.name = "remote_port", .values = "1-65535"};
constexpr Parameter kData = {.name = "data", .type = ParameterType::Text, .optional = true};
constexpr Parameter kLength = {.name = "length", .values = "1-1024"};
constexpr Parameter kReadLength = {.name = "length", .values = "0-1024"};

constexpr auto kOne = std::to_array<Parameter>({kSocket});
constexpr auto kSocketCreate = std::to_array<Parameter>({
    {.name = "protocol", .values = "6,17"},
    {.name = "local_port", .values = "1-65535", .optional = true},
    {.name = "ip_version", .values = "0,1", .optional = true},
});
constexpr auto kConnect = std::to_array<Parameter>({
    kSocket,
    {.name = "remote_host", .type = ParameterType::Text, .max_length = 128},
    kPort,
    {.name = "async_connect", .values = "0,1", .initial = "0", .optional = true},
});
constexpr auto kSocketWrite = std::to_array<Parameter>({kSocket, kLength, kData});
constexpr auto kSendTo = std::to_array<Parameter>({
    kSocket,
    {.name = "remote_ip", .type = ParameterType::Text, .max_length = 64},
    kPort,
    kLength,
    kData,
});
constexpr auto kSocketRead = std::to_array<Parameter>({kSocket, kReadLength});
constexpr auto kListen = std::to_array<Parameter>({kSocket, {.name = "port", .values = "1-65535"}});

constexpr std::size_t kMaxInText = 512;  // also in hex mode  [at-commands 2.7]

constexpr at::Attributes kAttributes{
    .needs_pin = true, .errors = ErrorClass::Plain, .source = "[at-commands 2.7]"};
constexpr at::Attributes kPrompting{
    .needs_pin = true, .prompts = true, .errors = ErrorClass::Plain, .source = "[at-commands 2.7]"};
constexpr at::Attributes kConnecting{.needs_pin = true,
                                     .errors = ErrorClass::Plain,
                                     .response_time = 130s,
                                     .source = "[at-commands 2.7]"};

network::Endpoint endpoint_at(const Request& request, std::size_t position) {
    return {std::string(request.text(position)),
            request.get<std::uint16_t>(position + 1).value_or(0)};
}

/// Nothing unless the text is an even number of hexadecimal digits.
std::optional<std::vector<std::uint8_t>> from_hex(std::string_view digits) {
    constexpr int kHexBase = 16;
    if (digits.size() % 2 != 0) return std::nullopt;
    std::vector<std::uint8_t> bytes(digits.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char* first = digits.data() + 2 * i;
        const auto [end, error] = std::from_chars(first, first + 2, bytes[i], kHexBase);
        if (error != std::errc() || end != first + 2) return std::nullopt;
    }
    return bytes;
}

}  // namespace

SocketCommands::SocketCommands(PortContext& context)
    : device_(context.device),
      settings_(context.settings),
      sockets_(context.device.internet.sockets),
      link_(context.device.parts.scheduler, sockets_) {}

std::span<const at::Command<SocketCommands>> SocketCommands::commands() {
    using Self = SocketCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms parameters   handlers                                                   attributes
        { "+USOCL",  "ST", kOne,          {.set = &Self::close},                                     kAttributes },
        { "+USOCO",  "ST", kConnect,      {.set = &Self::connect, .test = &Self::connect_values},    kConnecting },
        { "+USOCR",  "ST", kSocketCreate, {.set = &Self::create},                                    kAttributes },
        { "+USODL",  "ST", kOne,          {.set = &Self::link},                                      kAttributes },
        { "+USOER",  "AT", {},            {.action = &Self::take_error},                             kAttributes },
        { "+USOLI",  "ST", kListen,       {.set = &Self::listen},                                    kAttributes },
        { "+USORD",  "ST", kSocketRead,   {.set = &Self::read},                                      kAttributes },
        { "+USORF",  "ST", kSocketRead,   {.set = &Self::read_from},                                 kAttributes },
        { "+USOST",  "ST", kSendTo,       {.set = &Self::send_to},                                   kPrompting },
        { "+USOWR",  "ST", kSocketWrite,  {.set = &Self::write},                                     kPrompting },
    });
    // clang-format on
    return kCommands;
}

Socket* SocketCommands::socket_of(const Request& request) {
    return sockets_.find(request.get<int>(0).value_or(0));
}

/// ERROR; +USOER says why.
Reply SocketCommands::fail(SocketError error) {
    sockets_.note_error(error);
    return Reply::error();
}

/// AT+USOCR=<protocol>[,<local_port>]: the lowest free number.  Error 24: seven are open.
Reply SocketCommands::create(const Request& request) {
    const auto created = sockets_.create(static_cast<Protocol>(request.get<int>(0).value_or(0)),
                                         request.get<std::uint16_t>(1).value_or(0));
    if (created.has_error()) return fail(created.error());
    return Reply::text(fmt::format("+USOCR: {}", *created));
}

/// AT+USOCO=<socket>,"<host>",<port>[,1]: OK when the connection is there; with 1 OK at once and
/// +UUSOCO later.  A failure frees the socket.  Errors of TLS: 105 for a fifth
/// secure session, 22 for a profile that names what the store has not.  [IP 3.3, 5.1][R4 19.9]
Reply SocketCommands::connect(const Request& request) {
    Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const int id = request.get<int>(0).value_or(0);
    if (socket->is_connecting()) {
        sockets_.abandon(id, SocketError::InProgress);
        return Reply::error();
    }
    if (!device_.internet.parts.packets.is_up()) {
        sockets_.abandon(id, SocketError::Unreachable);
        return Reply::error();
    }
    if (socket->state() != internet::TcpState::Inactive) return fail(SocketError::Invalid);
    if (socket->security_profile) {
        if (const auto obstacle = device_.tls.obstacle(socket->security_profile)) {
            const bool is_full = *obstacle == internet::TlsObstacle::TooMany;
            sockets_.abandon(id, is_full ? SocketError::NoBuffers : SocketError::Invalid);
            return Reply::error();
        }
    }
    if (request.get<int>(3) == 1) {
        sockets_.connect(id, endpoint_at(request, 1), [this, id](SocketError outcome) {
            device_.urcs().post(fmt::format("+UUSOCO: {},{}", id, static_cast<int>(outcome)));
        });
        return Reply::ok();
    }
    sockets_.connect(id, endpoint_at(request, 1),
                     [command = request.pending()](SocketError outcome) {
                         const bool is_there = outcome == SocketError::None;
                         command.finish(is_there ? Reply::ok() : Reply::error());
                     });
    return Reply::later();
}

/// [R4 18]
Reply SocketCommands::connect_values(const Request&) {
    return Reply::text("+USOCO: (0-6),\"remote_host\",(1-65535),(0-1)");
}

/// AT+USOWR=<socket>,<length>[,"<data>"]: queues data, which without <data> are asked for with @.
Reply SocketCommands::write(const Request& request) {
    outgoing_ = {.socket = request.get<int>(0).value_or(0), .to = {}, .bytes = {}};
    return begin_transmission(request, 1);
}

/// AT+USOST=<socket>,"<ip>",<port>,<length>[,"<data>"]: as +USOWR, one datagram.
Reply SocketCommands::send_to(const Request& request) {
    outgoing_ = {
        .socket = request.get<int>(0).value_or(0), .to = endpoint_at(request, 1), .bytes = {}};
    return begin_transmission(request, 3);
}

Reply SocketCommands::begin_transmission(const Request& request, std::size_t length_at) {
    if (socket_of(request) == nullptr) return fail(SocketError::BadSocket);
    const auto length = request.get<std::size_t>(length_at).value_or(0);
    if (!request.has(length_at + 1)) {
        return Reply::prompt({.sign = at::PromptSign::At, .size = length, .sink = this});
    }
    const std::string_view data = request.text(length_at + 1);
    auto bytes = is_hex_mode() ? from_hex(data)
                               : std::optional(std::vector<std::uint8_t>(data.begin(), data.end()));
    if (!bytes || bytes->size() != length || length > kMaxInText) return fail(SocketError::Invalid);
    outgoing_.bytes = std::move(*bytes);
    return transmit();
}

std::optional<Reply> SocketCommands::on_data(Bytes bytes) {
    outgoing_.bytes.insert(outgoing_.bytes.end(), bytes.begin(), bytes.end());
    return std::nullopt;
}

Reply SocketCommands::transmit() {
    Socket* socket = sockets_.find(outgoing_.socket);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const auto taken = outgoing_.to ? socket->send_to(*outgoing_.to, outgoing_.bytes)
                                    : socket->write(outgoing_.bytes);
    if (taken.has_error()) {
        socket->error = taken.error();
        return fail(taken.error());
    }
    return Reply::text(
        fmt::format("{}: {},{}", outgoing_.to ? "+USOST" : "+USOWR", outgoing_.socket, *taken));
}

/// AT+USORD=<socket>,<length>: what has come; length 0 tells how much.
Reply SocketCommands::read(const Request& request) {
    const Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    const int id = request.get<int>(0).value_or(0);
    const auto length = request.get<std::size_t>(1).value_or(0);
    if (length == 0) return Reply::text(fmt::format("+USORD: {},{}", id, socket->readable()));
    const internet::Received received = sockets_.read(id, length);
    if (received.bytes.empty()) return Reply::text(fmt::format("+USORD: {},\"\"", id));
    return report_read(fmt::format("+USORD: {},{}", id, received.bytes.size()), received.bytes);
}

/// AT+USORF=<socket>,<length>: as +USORD for UDP, with the sender.
Reply SocketCommands::read_from(const Request& request) {
    const Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    if (socket->protocol() != Protocol::Udp) return fail(SocketError::Invalid);
    const int id = request.get<int>(0).value_or(0);
    const auto length = request.get<std::size_t>(1).value_or(0);
    if (length == 0) return Reply::text(fmt::format("+USORF: {},{}", id, socket->readable()));
    const internet::Received received = sockets_.read(id, length);
    if (received.bytes.empty()) return Reply::text(fmt::format("+USORF: {},\"\"", id));
    return report_read(fmt::format("+USORF: {},\"{}\",{},{}", id, received.from.host,
                                   received.from.port, received.bytes.size()),
                       received.bytes);
}

Reply SocketCommands::report_read(std::string text, const std::vector<std::uint8_t>& bytes) const {
    text += ",\"";
    if (is_hex_mode()) {
        for (const std::uint8_t byte : bytes) text += fmt::format("{:02X}", byte);
    } else {
        text += as_text(bytes);
    }
    text += '"';
    constexpr bool kEmptyLineBeforeOk = true;
    return Reply::raw(std::move(text), kEmptyLineBeforeOk);
}

/// AT+USOLI=<socket>,<port>: +UUSOLI tells of each connection.  [IP 5.2]
Reply SocketCommands::listen(const Request& request) {
    const auto listening =
        sockets_.listen(request.get<int>(0).value_or(0), request.get<std::uint16_t>(1).value_or(0));
    return listening.has_error() ? fail(listening.error()) : Reply::ok();
}

/// AT+USODL=<socket>: CONNECT, and the port is the socket until +++ or its end.  Error while
/// firmware is downloaded.  [R01 B][at-syntax 7]
Reply SocketCommands::link(const Request& request) {
    const Socket* socket = socket_of(request);
    if (socket == nullptr) return fail(SocketError::BadSocket);
    if (device_.exclusion.refuses(Attempt::SocketDirectLink)) return Reply::error();
    if (!socket->peer()) return fail(SocketError::NotConnected);
    link_.open(request.get<int>(0).value_or(0), triggers(), escape_settings(settings_));
    return Reply::connect(link_);
}

/// AT+USOCL=<socket>: without +UUSOCL.  [IP 5.9]
Reply SocketCommands::close(const Request& request) {
    if (socket_of(request) == nullptr) return fail(SocketError::BadSocket);
    sockets_.close(request.get<int>(0).value_or(0));
    return Reply::ok();
}

/// AT+USOER: the last error, which is then forgotten.
Reply SocketCommands::take_error(const Request&) {
    return Reply::text(fmt::format("+USOER: {}", static_cast<int>(sockets_.take_error())));
}

/// A value of +UDCONF, which lies in NVM under its number.
int SocketCommands::configuration(int id, int initial) const {
    const auto stored = device_.parts.storage.nvm.get(fmt::format("+UDCONF {}", id));
    if (stored) std::from_chars(stored->data(), stored->data() + stored->size(), initial);
    return initial;
}

bool SocketCommands::is_hex_mode() const {
    constexpr int kHexMode = 1;
    return configuration(kHexMode, 0) == 1;
}

/// [at-commands 2.6; initial values assumed]
LinkTriggers SocketCommands::triggers() const {
    return {.timer = configuration(5, 500) * 1ms,
            .length = static_cast<std::size_t>(configuration(6, 2048)),
            .character = configuration(7, -1),
            .congestion = configuration(8, 0) * 1ms};
}

}  // namespace sara::commands
