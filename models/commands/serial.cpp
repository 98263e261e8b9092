#include "models/commands/serial.hpp"

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

constexpr auto kCircuit =
    std::to_array<Parameter>({{.name = "n", .values = "0,1", .initial = "1"}});
constexpr auto kDtr = std::to_array<Parameter>({{.name = "n", .values = "0-2", .initial = "1"}});
constexpr auto kFlow = std::to_array<Parameter>({{.name = "n", .values = "0,3", .initial = "3"}});
constexpr auto kRate = std::to_array<Parameter>({{
    .name = "rate",
    .values = "0,9600,19200,38400,57600,115200,230400,460800,921600,3000000,3250000",
    .initial = "0",
}});
constexpr auto kFrame = std::to_array<Parameter>({
    {.name = "format", .values = "1-3,5,6", .initial = "3"},
    {.name = "parity", .values = "0,1", .initial = "1", .optional = true},
});
constexpr auto kIfc = std::to_array<Parameter>({
    {.name = "dce_by_dte", .values = "0,2", .initial = "2"},
    {.name = "dte_by_dce", .values = "0,2", .initial = "2"},
});
constexpr auto kUpsv = std::to_array<Parameter>({
    {.name = "mode", .values = "0-4", .initial = "0"},
    {.name = "timeout", .values = "40-65000", .optional = true},  // GSM frames of 4.615 ms
});
constexpr auto kUsio =
    std::to_array<Parameter>({{.name = "variant", .values = "0-4", .initial = "0"}});

constexpr int kDefaultTimeout = 2000;  // frames, 9.2 s  [at-syntax 8.2]
enum class Upsv { Off = 0, Timed = 1, Rts = 2, Dtr = 3, TimedToo = 4 };

constexpr at::Attributes kInProfile = {.persists = Persists::Profile, .source = "[at-syntax 2]"};

}  // namespace

std::span<const at::Command<SerialCommands>> SerialCommands::commands() {
    using Self = SerialCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters  handlers                                           attributes
        { "&C",    "A",   kCircuit,   {},                                                kInProfile },
        { "&D",    "A",   kDtr,       {},                                                kInProfile },
        { "&K",    "A",   kFlow,      {},                                                kInProfile },
        { "&S",    "A",   kCircuit,   {},                                                kInProfile },
        { "+ICF",  "SRT", kFrame,     {},                                                {.persists = Persists::Profile, .source = "[V.250 6.2.11]"} },
        { "+IFC",  "SRT", kIfc,       {.set = &Self::set_ifc, .read = &Self::read_ifc},  {.source = "[at-syntax 8]"} },
        { "+IPR",  "SRT", kRate,      {},                                                {.persists = Persists::Profile, .source = "[at-syntax 8]"} },
        { "+UPSV", "SRT", kUpsv,      {.set = &Self::set_upsv},                          {.persists = Persists::Profile, .source = "[at-syntax 8.2]"} },
        { "+USIO", "SRT", kUsio,      {.read = &Self::read_usio},                        {.persists = Persists::Nvm, .source = "[at-syntax 8.1]"} },
        { "\\Q",   "A",   kFlow,      {.action = &Self::set_flow},                       {.source = "[at-syntax 2]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT\Q is &K.
Reply SerialCommands::set_flow(const Request& request) {
    settings_.set("&K", std::to_string(request.get<int>(0).value_or(0)));
    return Reply::ok();
}

/// AT+IFC is &K in other words, which knows flow control in both directions or in none: CME 4 for
/// one direction.  [at-syntax 8]
Reply SerialCommands::set_ifc(const Request& request) {
    const int by_dte = request.get<int>(0).value_or(0);
    const int by_dce = request.get<int>(1).value_or(0);
    if (by_dte != by_dce) return Reply::error(CmeError::OperationNotSupported);
    settings_.set("&K", by_dte == 0 ? "0" : "3");
    return Reply::ok();
}

Reply SerialCommands::read_ifc(const Request&) {
    return Reply::text(settings_.number("&K") == 0 ? "+IFC: 0,0" : "+IFC: 2,2");
}

/// AT+UPSV=<mode>[,<timeout>].  Errors: CME 50 for a timeout in a mode without one; CME 3 for mode
/// 2 with flow control [SI T8] and for mode 3 when the active +USIO variant has no DTR.
Reply SerialCommands::set_upsv(const Request& request) {
    const auto mode = request.get<Upsv>(0).value_or(Upsv::Off);
    const bool is_timed = mode == Upsv::Timed || mode == Upsv::TimedToo;
    if (request.has(1) && !is_timed) return Reply::error(CmeError::IncorrectParameters);
    const bool blocked = (mode == Upsv::Rts && settings_.number("&K") != 0) ||
                         (mode == Upsv::Dtr && device_.usio() > Device::kUsioModemLines);
    if (blocked) return Reply::error(CmeError::OperationNotAllowed);
    std::string stored = std::to_string(static_cast<int>(mode));
    if (is_timed) stored += ',' + std::to_string(request.get<int>(1).value_or(kDefaultTimeout));
    settings_.set("+UPSV", stored);
    return Reply::ok();
}

/// The variant asked for and, with a star, the one in force since the boot.  [ubx]
Reply SerialCommands::read_usio(const Request&) {
    return Reply::text("+USIO: " + settings_.text("+USIO") + ",*" + std::to_string(device_.usio()));
}

}  // namespace sara::commands
