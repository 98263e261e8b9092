#include "models/commands/time_commands.hpp"

#include <fmt/format.h>

#include <chrono>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

constexpr auto kClock =
    std::to_array<Parameter>({{.name = "time", .type = at::ParameterType::Text}});
constexpr auto kTimeUpdate =
    std::to_array<Parameter>({{.name = "mode", .values = "0-2", .initial = "1"}});
constexpr auto kReport =
    std::to_array<Parameter>({{.name = "mode", .values = "0-3", .initial = "0"}});

enum class Update { Off = 0, Local = 1, Utc = 2 };
enum class Report { Off = 0, Zone = 1, ZoneAndTime = 2, ZoneAndUtc = 3 };

network::LocalTime as_utc(const network::LocalTime& time) {
    constexpr std::chrono::minutes kQuarter{15};
    return {time.local - kQuarter * time.zone, 0};
}

// "yyyy/MM/dd,hh:mm:ss", as +CTZE has it.  [TS 27.007 8.41]
std::string long_text(const network::LocalTime& time) {
    constexpr std::size_t kWithoutZone = 17;
    return "20" + time.text().substr(0, kWithoutZone);
}

}  // namespace

std::span<const at::Command<TimeCommands>> TimeCommands::commands() {
    using Self = TimeCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters  handlers                                               attributes
        { "+CCLK", "SRT", kClock,      {.set = &Self::set_clock, .read = &Self::read_clock},  {.source = "[module-behaviour 12]"} },
        { "+CTZR", "SRT", kReport,     {},                                                    {.persists = Persists::Volatile, .source = "[module-behaviour 9.4]"} },
        { "+CTZU", "SRT", kTimeUpdate, {},                                                    {.persists = Persists::Nvm, .source = "[module-behaviour 12]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+CCLK="yy/MM/dd,hh:mm:ss+tz", the zone included.  Errors: CME 4 for anything else.
Reply TimeCommands::set_clock(const Request& request) {
    const auto text = request.text(0);
    const bool taken = context_.device.parts.clock.set(text);
    return taken ? Reply::ok() : Reply::error(CmeError::OperationNotSupported);
}

Reply TimeCommands::read_clock(const Request&) {
    return Reply::text("+CCLK: \"" + context_.device.parts.clock.text() + '"');
}

// EMM INFORMATION follows the attach, if the network sends it.  [TS 24.301 5.4.5]
void TimeCommands::on_attached(bool /*resumed*/) {
    const auto time = context_.device.parts.radio.time();
    if (!time) return;
    const auto update = static_cast<Update>(context_.settings.number("+CTZU"));
    if (update != Update::Off) {
        context_.device.parts.clock.set(update == Update::Utc ? as_utc(*time) : *time);
    }
    report(*time);
}

void TimeCommands::report(const network::LocalTime& time) const {
    const std::string zone = time.text().substr(time.text().size() - 3);
    constexpr int kNoSummerTime = 0;
    switch (static_cast<Report>(context_.settings.number("+CTZR"))) {
        case Report::Off:
            break;
        case Report::Zone:
            context_.post(fmt::format("+CTZV: \"{}\"", zone));
            break;
        case Report::ZoneAndTime:
            context_.post(
                fmt::format("+CTZE: \"{}\",{},\"{}\"", zone, kNoSummerTime, long_text(time)));
            break;
        case Report::ZoneAndUtc:
            context_.post(fmt::format("+CTZEU: \"{}\",{},\"{}\"", zone, kNoSummerTime,
                                      long_text(as_utc(time))));
            break;
    }
}

}  // namespace sara::commands
