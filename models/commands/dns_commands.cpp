#include "models/commands/dns_commands.hpp"

#include "models/network/address.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 70s
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Reply;
using at::Request;
using internet::SocketError;

constexpr Duration kLimit = 70s;  // [assumed]
constexpr int kByAddress = 1;

constexpr auto kResolve = std::to_array<Parameter>({
    {.name = "resolution_type", .values = "0,1"},
    {.name = "domain_ip_string", .type = ParameterType::Text, .max_length = 255},
    {.name = "async", .values = "0,1", .initial = "0", .optional = true},
});
constexpr auto kPing = std::to_array<Parameter>({
    {.name = "remote_host", .type = ParameterType::Text, .max_length = 255},
    {.name = "retry_num", .values = "1-64", .initial = "4", .optional = true},
    {.name = "p_size", .values = "4-1472", .initial = "32", .optional = true},
    {.name = "timeout", .values = "10-60000", .initial = "5000", .optional = true},
    {.name = "ttl", .values = "1-255", .initial = "32", .optional = true},
});

}  // namespace

DnsCommands::DnsCommands(PortContext& context)
    : context_(context),
      device_(context.device),
      limit_(device_.parts.scheduler.timer("+UDNSRN", [this] {
          query_.reset();  // it is too late for an answer
          finish(network::Error::TimedOut);
      })) {}

std::span<const at::Command<DnsCommands>> DnsCommands::commands() {
    using Self = DnsCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms parameters handlers                  attributes
        { "+UDNSRN", "ST", kResolve,  {.set = &Self::resolve},  {.needs_pin = true, .response_time = kLimit, .source = "[at-commands 2.8]"} },
        { "+UPING",  "ST", kPing,     {.set = &Self::ping},     {.needs_pin = true, .source = "[at-commands 2.8]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UDNSRN=0,"<name>" or 1,"<address>".  Error: CME 3 without a PSD profile, for what nobody
/// knows, and when nobody answers; +USOER says why.  With <async>=1 +UUDNSRN tells the outcome, and
/// CME 3 refuses another question until then.  [at-commands 1.12, 2.8]
Reply DnsCommands::resolve(const Request& request) {
    const internet::ClientParts& parts = device_.internet.parts;
    const std::string asked(request.text(1));
    const bool by_address = request.get<int>(0) == kByAddress;
    if (by_address && !network::Address::parse(asked)) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    if (limit_.is_running()) return Reply::error(CmeError::OperationNotAllowed);
    if (!parts.packets.is_up()) {
        device_.internet.sockets.note_error(SocketError::Unreachable);
        return Reply::error(CmeError::OperationNotAllowed);
    }
    is_async_ = request.get<int>(2) == 1;
    command_ = request.pending();
    const auto answered = [this](const Result<std::string, network::Error>& answer) {
        finish(answer);
    };
    limit_.restart(kLimit);
    query_ = by_address ? parts.network.resolve_address(asked, answered)
                        : parts.network.resolve(asked, answered);
    return is_async_ ? Reply::ok() : Reply::later();
}

void DnsCommands::finish(const Result<std::string, network::Error>& answer) {
    limit_.cancel();
    const at::PendingCommand command = command_;
    if (is_async_) return report(answer);
    if (answer.has_value())
        return command.finish(Reply::text(fmt::format("+UDNSRN: \"{}\"", *answer)));
    device_.internet.sockets.note_error(internet::socket_error(answer.error()));
    command.finish(Reply::error(CmeError::OperationNotAllowed));
}

// [at-commands 1.12; the URC's form assumed]
void DnsCommands::report(const Result<std::string, network::Error>& answer) {
    if (answer.has_value()) {
        context_.post(fmt::format("+UUDNSRN: 0,\"{}\"", *answer));
    } else {
        device_.internet.sockets.note_error(internet::socket_error(answer.error()));
        context_.post("+UUDNSRN: -1");
    }
}

/// AT+UPING="<host>"[,<n>,<size>,<ms>,<ttl>]: OK, and +UUPING for each.  Error: CME 3 without a PSD
/// profile and while a ping runs.  [IP 2.4.1]
Reply DnsCommands::ping(const Request& request) {
    if (!device_.internet.parts.packets.is_up() || device_.internet.pinger.is_busy()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    device_.internet.pinger.start({.host = std::string(request.text(0)),
                                   .count = request.get<int>(1).value_or(0),
                                   .size_bytes = request.get<int>(2).value_or(0),
                                   .timeout = request.get<std::int64_t>(3).value_or(0) * 1ms,
                                   .hop_limit = request.get<int>(4).value_or(0)});
    return Reply::ok();
}

}  // namespace sara::commands
