#include "models/commands/gnss_commands.hpp"

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;

// Bits: 1 auxiliary UART, 2 multiplexer, 4 file, 8 IP, 16 data-ready pin, 32 RTC sharing, 64 reset
// after power-on.  [ubx]
constexpr auto kGnssProfile = std::to_array<Parameter>({
    {.name = "GNSS_I/O_configuration", .values = "0-127", .initial = "0"},
    {.name = "port", .values = "1-65535", .optional = true},
    {.name = "server", .type = ParameterType::Text, .optional = true, .max_length = 128},
});
constexpr int kOverIp = 8;

}  // namespace

std::span<const at::Command<GnssCommands>> GnssCommands::commands() {
    using Self = GnssCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command  forms  parameters handlers                     attributes
        { "+UGPRF", "SRT", kGnssProfile, {.set = &Self::set_profile}, {.persists = Persists::Nvm, .source = "[at-commands 2.13]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UGPRF=<bitmap>[,<port>,"<server>"]: where the receiver's data go.  Error: CME 50 unless port
/// and server come with the bit for IP, and only with it.  [ubx, error assumed]
Reply GnssCommands::set_profile(const Request& request) {
    const bool is_over_ip = (request.get<int>(0).value_or(0) & kOverIp) != 0;
    if (request.has(1) != is_over_ip || request.has(2) != is_over_ip) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    const bool saved = settings_.set("+UGPRF", at::to_text(request.arguments()));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

}  // namespace sara::commands
