#include "models/commands/registration_commands.hpp"

#include <fmt/format.h>

namespace sara::commands {

namespace {

using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;
using network::RegistrationState;
using Standing = RegistrationCommands::Standing;

constexpr auto kCreg = std::to_array<Parameter>({{.name = "n", .values = "0-3", .initial = "0"}});
constexpr auto kCgreg = std::to_array<Parameter>({{.name = "n", .values = "0-2", .initial = "0"}});
constexpr auto kCereg = std::to_array<Parameter>({{.name = "n", .values = "0-5", .initial = "0"}});
constexpr auto kSwitch = std::to_array<Parameter>({{.name = "n", .values = "0-1", .initial = "0"}});

/// <stat>  [TS 27.007 7.2]
enum class Stat {
    NotRegistered = 0,
    Home = 1,
    Searching = 2,
    Denied = 3,
    Unknown = 4,
    Roaming = 5
};

/// <n> of the three: what a URC or the read form adds to <stat>.
enum class Detail { Off = 0, Stat = 1, Location = 2, Cause = 3, Psm = 4, PsmAndCause = 5 };

constexpr int kEmmCause = 0;  // <cause_type>

Stat stat_of(RegistrationState state) {
    switch (state) {
        case RegistrationState::Off:
            return Stat::NotRegistered;
        case RegistrationState::Searching:
            return Stat::Searching;
        case RegistrationState::Home:
            return Stat::Home;
        case RegistrationState::Roaming:
            return Stat::Roaming;
        case RegistrationState::Denied:
            return Stat::Denied;
        case RegistrationState::NoService:
            break;
    }
    return Stat::Unknown;
}

// On LTE the packet domain of 2G and 3G is not where the module is registered.
// [module-behaviour 9.2, assumed]
Stat gprs_stat_of(RegistrationState state) {
    const Stat stat = stat_of(state);
    return stat == Stat::Home || stat == Stat::Roaming ? Stat::Unknown : stat;
}

int ureg_stat_of(const RegistrationCommands::Standing& standing) {
    constexpr int kLteM = 8;
    constexpr int kNbIot = 9;
    if (!standing.cell) return 0;
    return standing.cell->act == network::AccessTechnology::NbIot ? kNbIot : kLteM;
}

bool shows_cause(Detail detail) {
    return detail == Detail::Cause || detail == Detail::PsmAndCause;
}
bool shows_psm(Detail detail) {
    return detail == Detail::Psm || detail == Detail::PsmAndCause;
}

/// <stat> and what follows it: the location where there is one, with the granted timers; the cause
/// of a rejection.
std::string eps_status(const Standing& standing, Detail detail) {
    std::string text = std::to_string(static_cast<int>(stat_of(standing.state)));
    if (standing.cell && detail >= Detail::Location) {
        const network::Cell& cell = *standing.cell;
        text +=
            fmt::format(",\"{:04x}\",\"{:08x}\",{}", cell.tac, cell.ci, static_cast<int>(cell.act));
        if (standing.psm && shows_psm(detail)) {
            text += fmt::format(",,,\"{}\",\"{}\"", standing.psm->active, standing.psm->periodic);
        }
    } else if (standing.state == RegistrationState::Denied && shows_cause(detail)) {
        text += fmt::format(",,,,{},{}", kEmmCause, standing.emm_cause);
    }
    return text;
}

std::string gprs_status(const Standing& standing, Detail /*detail*/) {
    return std::to_string(static_cast<int>(gprs_stat_of(standing.state)));
}

std::string ureg_status(const Standing& standing, Detail /*detail*/) {
    return std::to_string(ureg_stat_of(standing));
}

/// A command whose URC reports the standing, in the order in which they are sent.
struct Report {
    std::string_view command;
    std::string (*status)(const Standing& standing, Detail detail);
};
constexpr auto kReports = std::to_array<Report>({
    {"+CEREG", &eps_status},
    {"+CREG", &eps_status},
    {"+CGREG", &gprs_status},
    {"+UREG", &ureg_status},
});

}  // namespace

std::span<const at::Command<RegistrationCommands>> RegistrationCommands::commands() {
    using Self = RegistrationCommands;
    constexpr at::Attributes kVolatile = {
        .persists = Persists::Volatile, .needs_pin = true, .source = "[module-behaviour 9.2]"};
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command  forms  parameters  handlers                                             attributes
        { "+CEREG", "SRT", kCereg,     {.read = &Self::read_cereg},   kVolatile },
        { "+CGREG", "SRT", kCgreg,     {.read = &Self::read_cgreg},   kVolatile },
        { "+CREG",  "SRT", kCreg,      {.read = &Self::read_creg},    kVolatile },
        { "+CSCON", "SRT", kSwitch,    {.read = &Self::read_cscon},                         {.persists = Persists::Nvm, .source = "[module-behaviour 9.4]"} },
        { "+UREG",  "SRT", kSwitch,    {.read = &Self::read_ureg},    kVolatile },
    });
    // clang-format on
    return kCommands;
}

RegistrationCommands::RegistrationCommands(PortContext& context)
    : context_(context),
      registration_(context.device.registration),
      subscription_(context.device.registration.listeners(), *this),
      told_(standing()) {}

Standing RegistrationCommands::standing() const {
    return {registration_.state(), registration_.cell(), registration_.psm(),
            registration_.emm_cause()};
}

int RegistrationCommands::mode(std::string_view command) const {
    return static_cast<int>(context_.settings.number(command));
}

// --- read forms

Reply RegistrationCommands::read_cereg(const Request&) {
    const int n = mode("+CEREG");
    return Reply::text(
        fmt::format("+CEREG: {},{}", n, eps_status(standing(), static_cast<Detail>(n))));
}

/// On LTE alone the circuit-switched domain goes with the packet-switched one.
Reply RegistrationCommands::read_creg(const Request&) {
    const int n = mode("+CREG");
    return Reply::text(
        fmt::format("+CREG: {},{}", n, eps_status(standing(), static_cast<Detail>(n))));
}

Reply RegistrationCommands::read_cgreg(const Request&) {
    const int n = mode("+CGREG");
    return Reply::text(
        fmt::format("+CGREG: {},{}", n, gprs_status(standing(), static_cast<Detail>(n))));
}

Reply RegistrationCommands::read_ureg(const Request&) {
    return Reply::text(fmt::format("+UREG: {},{}", mode("+UREG"), ureg_stat_of(standing())));
}

Reply RegistrationCommands::read_cscon(const Request&) {
    return Reply::text(fmt::format("+CSCON: {},{:d}", mode("+CSCON"), registration_.has_rrc()));
}

// --- URCs

// One is sent when what it says differs, with the details that its <n> asks for.
void RegistrationCommands::on_registration_changed() {
    const Standing now = standing();
    for (const Report& report : kReports) {
        const auto detail = static_cast<Detail>(mode(report.command));
        if (detail == Detail::Off) continue;
        const std::string status = report.status(now, detail);
        if (status == report.status(told_, detail)) continue;
        context_.post(fmt::format("{}: {}", report.command, status));
    }
    told_ = now;
}

void RegistrationCommands::on_rrc_changed(bool connected) {
    if (mode("+CSCON") == 1) context_.post(fmt::format("+CSCON: {:d}", connected));
}

}  // namespace sara::commands
