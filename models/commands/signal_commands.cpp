#include "models/commands/signal_commands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 1s
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;
using network::Cell;
using storage::SmsMemory;

constexpr auto kUcged =
    std::to_array<Parameter>({{.name = "mode", .values = "2", .initial = "2", .optional = true}});
constexpr auto kCellInfo = std::to_array<Parameter>({
    {.name = "mode", .values = "0-2", .initial = "0"},
    {.name = "timer", .values = "1-3600", .initial = "10", .optional = true},  // s
});
constexpr auto kReporting = std::to_array<Parameter>({
    {.name = "mode", .values = "0-3", .initial = "0", .optional = true},
    {.name = "keyp", .values = "0", .initial = "0", .optional = true},
    {.name = "disp", .values = "0", .initial = "0", .optional = true},
    {.name = "ind", .values = "0-2", .initial = "0", .optional = true},
    {.name = "bfr", .values = "0-1", .initial = "0", .optional = true},
});

constexpr int kUnknown = 99;  // of +CSQ
constexpr int kUnknownExtended = 255;

/// <rssi> of +CSQ, -113 dBm + 2 n, as it belongs to <rsrp> of +CESQ: 50 gives the 18 of
/// [module-behaviour 13].  RSSI is of the whole channel, 14 dB above one subcarrier.  [assumed]
int rssi_of(const Cell& cell) {
    constexpr int kWeakestRsrp = -141;
    constexpr int kWeakestRssi = -113;
    constexpr int kAboveRsrp = 14;
    constexpr int kStrongest = 31;
    const int dbm = kWeakestRsrp + cell.rsrp + kAboveRsrp;
    return std::clamp((dbm - kWeakestRssi) / 2, 0, kStrongest);
}

/// <value> 0-5 of the indicator "signal".  [TS 27.007 8.9]
int bars_of(const Cell& cell) {
    constexpr int kMost = 5;
    constexpr int kRssiPerBar = 6;
    return std::min(rssi_of(cell) / kRssiPerBar, kMost);
}

// clang-format off
struct Indicator { std::string_view name; std::string_view range; };
constexpr auto kIndicatorTable = std::to_array<Indicator>({
    {"battchg", "0-5"}, {"signal", "0-5"},  {"service", "0,1"}, {"sounder", "0,1"},
    {"message", "0,1"}, {"call", "0,1"},    {"roam", "0,1"},    {"smsfull", "0,1"},
    {"gprs", "0-2"},    {"callsetup", "0-3"}, {"callheld", "0,1"}, {"simind", "0-2"},
});
// clang-format on
static_assert(kIndicatorTable.size() == SignalCommands::kIndicators);

// Places in that table.
constexpr std::size_t kBattery = 0;
constexpr std::size_t kSignal = 1;
constexpr std::size_t kService = 2;
constexpr std::size_t kMessage = 4;
constexpr std::size_t kRoam = 6;
constexpr std::size_t kSmsFull = 7;
constexpr std::size_t kGprs = 8;
constexpr std::size_t kSim = 11;

constexpr int kBatteryFull = 5;
constexpr int kNoSignal = 99;
constexpr int kGprsRegistered = 2;

}  // namespace

std::span<const at::Command<SignalCommands>> SignalCommands::commands() {
    using Self = SignalCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command      forms  parameters  handlers                                                       attributes
        { "+CBC",       "AT",  {},         {.action = &Self::battery, .test = &Self::battery_values},     {.source = "[TS 27.007 8.4]"} },
        { "+CESQ",      "AT",  {},         {.action = &Self::extended_signal, .test = &Self::extended_signal_values}, {.source = "[at-commands 2.3]"} },
        { "+CIND",      "RT",  {},         {.read = &Self::indicators, .test = &Self::indicator_names},   {.source = "[module-behaviour 12]"} },
        { "+CMER",      "SRT", kReporting, {},                                                            {.persists = Persists::Volatile, .source = "[module-behaviour 12]"} },
        { "+CSQ",       "AT",  {},         {.action = &Self::signal, .test = &Self::signal_values},       {.source = "[at-commands 2.3]"} },
        { "+UCELLINFO", "SR",  kCellInfo,  {.set = &Self::set_cell_info, .read = &Self::read_cell_info},  {.persists = Persists::Volatile, .source = "[at-commands 2.15]"} },
        { "+UCGED",     "SRT", kUcged,     {.read = &Self::serving_cell},                                 {.persists = Persists::Volatile, .source = "[at-commands 2.4]"} },
    });
    // clang-format on
    return kCommands;
}

SignalCommands::SignalCommands(PortContext& context)
    : context_(context),
      registration_(context.device.registration),
      subscription_(context.device.registration.listeners(), *this),
      message_subscription_(context.device.parts.storage.sms.listeners(), *this),
      told_(values()),
      cell_info_(
          context.device.parts.scheduler.timer("+UCELLINFO", [this] { on_cell_info_due(); })) {}

// --- signal

Reply SignalCommands::signal(const Request&) {
    const auto& cell = registration_.cell();
    return Reply::text(fmt::format("+CSQ: {},{}", cell ? rssi_of(*cell) : kUnknown, kUnknown));
}

Reply SignalCommands::extended_signal(const Request&) {
    const auto& cell = registration_.cell();
    return Reply::text(fmt::format("+CESQ: 99,99,255,255,{},{}",
                                   cell ? cell->rsrq : kUnknownExtended,
                                   cell ? cell->rsrp : kUnknownExtended));
}

Reply SignalCommands::signal_values(const Request&) {
    return Reply::text("+CSQ: (0-31,99),(0-7,99)");
}

Reply SignalCommands::extended_signal_values(const Request&) {
    return Reply::text("+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)");
}

/// AT+CBC: on its supply, which is full, as the indicator "battchg" has it.  [assumed]
Reply SignalCommands::battery(const Request&) {
    return Reply::text("+CBC: 0,100");
}

Reply SignalCommands::battery_values(const Request&) {
    return Reply::text("+CBC: (0-3),(0-100)");
}

/// AT+UCGED?: three lines, the serving cell as a field engineer wants it.  Not registered: only
/// the mode.  [assumed]
Reply SignalCommands::serving_cell(const Request&) {
    const auto& cell = registration_.cell();
    if (!cell) return Reply::text("+UCGED: 2");
    constexpr int kLteM = 6;
    constexpr int kNbIot = 7;
    const bool is_nb = cell->act == network::AccessTechnology::NbIot;
    // Bandwidth, core network and radio quality that no scenario has a word for, as printed in
    // [at-commands 2.4].
    return Reply::text("+UCGED: 2")
        .line(fmt::format("{},4,{},{}", is_nb ? kNbIot : kLteM, cell->plmn.substr(0, 3),
                          cell->plmn.substr(3)))
        .line(fmt::format("{},{},50,50,{:x},{:x},{},d60814d1,8001,01,{},{},13.75,3,1,10,{},-50,-6,"
                          "0,255,255,0",
                          cell->earfcn, cell->band, cell->tac, cell->ci, cell->pci, cell->rsrp,
                          cell->rsrq, cell->rsrp));
}

// --- +UCELLINFO

/// AT+UCELLINFO=<mode>[,<timer>]: 0 off, 1 once a <timer> seconds, 2 whenever the cell changes.
Reply SignalCommands::set_cell_info(const Request& request) {
    constexpr int kPeriodic = 1;
    context_.settings.set("+UCELLINFO", at::to_text(request.arguments()));
    cell_info_.cancel();
    if (request.get<int>(0) == kPeriodic) {
        cell_info_period_ = 1s * request.get<int>(1).value_or(0);
        cell_info_.restart(cell_info_period_);
    }
    return Reply::ok();
}

std::string SignalCommands::cell_info() const {
    constexpr int kLteM = 1;
    const auto mode = context_.settings.number("+UCELLINFO");
    const auto& cell = registration_.cell();
    if (!cell) return fmt::format("+UCELLINFO: {}", mode);
    return fmt::format("+UCELLINFO: {},{},{},{},{:x},{},{:x},{},{},{:d},255,255,255,255,255,255",
                       mode, kLteM, cell->plmn.substr(0, 3), cell->plmn.substr(3), cell->ci,
                       cell->pci, cell->tac, cell->rsrp, cell->rsrq, registration_.has_rrc());
}

Reply SignalCommands::read_cell_info(const Request&) {
    return Reply::text(cell_info());
}

void SignalCommands::on_cell_info_due() {
    context_.post(cell_info());
    cell_info_.restart(cell_info_period_);
}

// --- indicators

std::array<int, SignalCommands::kIndicators> SignalCommands::values() const {
    const auto& cell = registration_.cell();
    std::array<int, kIndicators> values{};
    values[kBattery] = kBatteryFull;
    values[kSignal] = cell ? bars_of(*cell) : kNoSignal;
    values[kService] = cell ? 1 : 0;
    const storage::SmsStore& messages = context_.device.parts.storage.sms;
    values[kMessage] = messages.has_unread() ? 1 : 0;
    values[kSmsFull] = messages.is_full(SmsMemory::Me) || messages.is_full(SmsMemory::Sm) ? 1 : 0;
    values[kRoam] = registration_.state() == network::RegistrationState::Roaming ? 1 : 0;
    values[kGprs] = cell ? kGprsRegistered : 0;
    values[kSim] = context_.device.sim.state() == network::SimState::Absent ? 0 : 1;
    return values;
}

Reply SignalCommands::indicators(const Request&) {
    return Reply::text(fmt::format("+CIND: {}", fmt::join(values(), ",")));
}

Reply SignalCommands::indicator_names(const Request&) {
    std::string text;
    for (const Indicator& row : kIndicatorTable) {
        text += fmt::format("{}(\"{}\",({}))", text.empty() ? "+CIND: " : ",", row.name, row.range);
    }
    return Reply::text(std::move(text));
}

void SignalCommands::report_changes() {
    const auto now = values();
    const bool is_reported =
        context_.settings.number("+CMER") != 0 && context_.settings.number("+CMER", 3) != 0;
    for (std::size_t i = 0; is_reported && i < now.size(); ++i) {
        if (now[i] != told_[i]) context_.post(fmt::format("+CIEV: {},{}", i + 1, now[i]));
    }
    told_ = now;
}

void SignalCommands::on_messages_changed() {
    report_changes();
}

void SignalCommands::on_registration_changed() {
    report_changes();
    constexpr int kOnChange = 2;
    if (context_.settings.number("+UCELLINFO") == kOnChange) context_.post(cell_info());
}

}  // namespace sara::commands
