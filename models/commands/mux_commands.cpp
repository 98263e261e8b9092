#include "models/commands/mux_commands.hpp"

#include <fmt/format.h>

#include <chrono>

namespace sara::commands {

namespace {

using namespace std::chrono_literals;
using at::CmeError;
using at::Parameter;
using at::Reply;
using at::Request;

constexpr auto kMux = std::to_array<Parameter>({
    {.name = "mode", .values = "0,1"},
    {.name = "subset", .values = "0", .initial = "0", .optional = true},
    {.name = "port_speed", .optional = true},                               // ignored
    {.name = "N1", .values = "1-1509", .initial = "31", .optional = true},  // bytes
    {.name = "T1", .values = "1-255", .initial = "10", .optional = true},   // 10 ms
    {.name = "N2", .values = "0-255", .initial = "3", .optional = true},
    {.name = "T2", .values = "2-255", .initial = "30", .optional = true},  // 10 ms
    {.name = "T3", .values = "1-255", .initial = "10", .optional = true},  // s
    {.name = "k", .optional = true},                                       // ignored
});
enum Position : std::size_t { kMode = 0, kN1 = 3, kT1 = 4, kN2 = 5, kT2 = 6, kT3 = 7 };

constexpr sim::Duration kTick = 10ms;  // of T1 and T2

}  // namespace

std::span<const at::Command<MuxCommands>> MuxCommands::commands() {
    using Self = MuxCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters handlers                                                               attributes
        { "+CMUX", "SRT", kMux,      {.set = &Self::start, .read = &Self::read, .test = &Self::values},     {.source = "[at-syntax 9]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+CMUX=<mode>[,...]: when OK has left, the UART carries frames.  Errors: CME 4 for the advanced
/// option [ubx]; CME 3 on a channel, and on the auxiliary UART, which has no multiplexer.
/// [at-syntax 9]
Reply MuxCommands::start(const Request& request) {
    if (*request.get<int>(kMode) != 0) return Reply::error(CmeError::OperationNotSupported);
    if (multiplexing_ == nullptr || multiplexing_->is_on()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    const mux::Parameters parameters = {.max_info = *request.get<std::size_t>(kN1),
                                        .acknowledge = kTick * *request.get<int>(kT1),
                                        .repeats = *request.get<int>(kN2),
                                        .response = kTick * *request.get<int>(kT2),
                                        .wake_up = 1s * *request.get<int>(kT3)};
    return Reply::ok().then(
        [multiplexing = multiplexing_, parameters] { multiplexing->start(parameters); });
}

/// Of the multiplexer that is on; CME 3 without one.
Reply MuxCommands::read(const Request&) {
    if (multiplexing_ == nullptr || !multiplexing_->is_on()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    const mux::Parameters& active = multiplexing_->parameters();
    return Reply::text(fmt::format("+CMUX: 0,0,0,{},{},{},{},{},0", active.max_info,
                                   active.acknowledge / kTick, active.repeats,
                                   active.response / kTick, active.wake_up / 1s));
}

/// What of the set command has an effect.
Reply MuxCommands::values(const Request&) {
    return Reply::text("+CMUX: (0),(0),,(1-1509),(1-255),(0-255),(2-255),(1-255),");
}

}  // namespace sara::commands
