#include "models/commands/power_saving_commands.hpp"

#include "models/at/tokens.hpp"
#include "models/commands/edrx.hpp"
#include "models/commands/radio_settings.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using network::AccessTechnology;

// Factory timers of +CPSMS: 10 h and 0 s.  [module-behaviour 6.3]
constexpr std::string_view kFactoryPeriodic = "01100000";
constexpr std::string_view kFactoryActive = "00000000";

constexpr auto kPsm = std::to_array<Parameter>({
    {.name = "mode", .values = "0-2", .initial = "0", .optional = true},
    {.name = "RAU", .type = ParameterType::Text, .optional = true, .max_length = 8},
    {.name = "READY", .type = ParameterType::Text, .optional = true, .max_length = 8},
    {.name = "T3412", .type = ParameterType::Text, .optional = true, .max_length = 8},
    {.name = "T3324", .type = ParameterType::Text, .optional = true, .max_length = 8},
});
constexpr auto kEdrx = std::to_array<Parameter>({
    {.name = "mode", .values = "0-3", .initial = "0", .optional = true},
    {.name = "AcT", .values = "4,5", .initial = "4", .optional = true},
    {.name = "eDRX", .type = ParameterType::Text, .optional = true, .max_length = 4},
    {.name = "PTW", .type = ParameterType::Text, .optional = true, .max_length = 4},
});
constexpr auto kPsmReport =
    std::to_array<Parameter>({{.name = "mode", .values = "0-1", .initial = "0"}});
constexpr auto kVersion =
    std::to_array<Parameter>({{.name = "bits", .values = "0-31", .initial = "8"}});

enum class PsmMode { Off = 0, On = 1, OffAndForget = 2 };

bool is_binary(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("01") == std::string_view::npos;
}

}  // namespace

std::span<const at::Command<PowerSavingCommands>> PowerSavingCommands::commands() {
    using Self = PowerSavingCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command     forms  parameters handlers                                                                         attributes
        { "+CEDRXRDP", "AT",  {},         {.action = &Self::show_granted_edrx},                                                 {.source = "[AD 8.5.1]"} },
        { "+CEDRXS",   "SRT", kEdrx,      {.set = &Self::set_edrx, .read = &Self::read_edrx},                              {.persists = Persists::Nvm, .source = "[module-behaviour 11]"} },
        { "+CPSMS",    "SRT", kPsm,       {.set = &Self::set_psm, .read = &Self::read_psm, .test = &Self::psm_values},     {.persists = Persists::Nvm, .source = "[module-behaviour 11]"} },
        { "+UCPSMS",   "R",   {},         {.read = &Self::granted_psm},                                                    {.source = "[AD 8.1.5]"} },
        { "+UPSMR",    "SRT", kPsmReport, {},                                                                              {.persists = Persists::Nvm, .source = "[module-behaviour 11]"} },
        { "+UPSMVER",  "SRT", kVersion,   {},                                                                              {.persists = Persists::Nvm, .source = "[AD 8.4]"} },
        { "+USLEEP",   "A",   {},         {.action = &Self::sleep},                                                        {.source = "[AD 8.4]"} },
    });
    // clang-format on
    return kCommands;
}

// --- PSM

/// AT+CPSMS=<mode>[,,,"<T3412>"[,"<T3324>"]]; omitted timers stay as they are, mode 2 forgets them.
/// A registered module asks the network at once.  Errors: CME 4 for a timer that is not eight
/// binary digits.
Reply PowerSavingCommands::set_psm(const Request& request) {
    const auto mode = request.get<PsmMode>(0).value_or(PsmMode::Off);
    std::array<std::string, 2> timers{std::string(kFactoryPeriodic), std::string(kFactoryActive)};
    if (mode != PsmMode::OffAndForget) {
        const auto text = context_.device.parts.storage.nvm.get("+CPSMS").value_or("");
        at::Tokens stored(text);
        for (int skipped = 0; skipped < 3; ++skipped) stored.next();
        for (std::size_t i = 0; i < timers.size(); ++i) {
            if (const std::string_view kept = stored.next().text; !kept.empty()) timers[i] = kept;
            if (const auto given = request.get<std::string_view>(3 + i)) timers[i] = *given;
            if (!is_binary(timers[i], 8)) return Reply::error(CmeError::OperationNotSupported);
        }
    }
    const bool saved = context_.settings.set(
        "+CPSMS", fmt::format("{:d},,,\"{}\",\"{}\"", mode == PsmMode::On, timers[0], timers[1]));
    if (!saved) return Reply::error(CmeError::FfsWrite);
    context_.device.registration.want_psm(wanted_psm(context_.device.parts.storage.nvm));
    return Reply::ok();
}

Reply PowerSavingCommands::read_psm(const Request&) {
    const auto stored = context_.device.parts.storage.nvm.get("+CPSMS");
    if (stored) return Reply::text("+CPSMS: " + *stored);
    return Reply::text(fmt::format("+CPSMS: 0,,,\"{}\",\"{}\"", kFactoryPeriodic, kFactoryActive));
}

Reply PowerSavingCommands::psm_values(const Request&) {
    return Reply::text("+CPSMS: (0-2),,,(\"00000000\"-\"11111111\"),(\"00000000\"-\"11111111\")");
}

/// AT+UCPSMS?: mode and, if the network granted them, periodic TAU, active time, and that the
/// former is the extended T3412: in the order of the fields, not of the manual's example.
/// [module-behaviour 11][AD 9.1.2]
Reply PowerSavingCommands::granted_psm(const Request&) {
    const auto& granted = context_.device.registration.psm();
    if (!granted) return Reply::text("+UCPSMS: 0");
    return Reply::text(
        fmt::format("+UCPSMS: 1,,,\"{}\",\"{}\",1", granted->periodic, granted->active));
}

// --- eDRX

/// AT+CEDRXS=<mode>[,<AcT>[,"<eDRX>"[,"<PTW>"]]]: 0 off, 1 on, 2 on with +CEDRXP, 3 off and factory
/// values.  A registered module asks the network in a tracking area update.  Errors: CME 4 for
/// values that are not four binary digits.
Reply PowerSavingCommands::set_edrx(const Request& request) {
    const auto mode = request.get<EdrxMode>(0).value_or(EdrxMode::Off);
    storage::Nvm& nvm = context_.device.parts.storage.nvm;
    for (const EdrxRow& row : kEdrxRows) {
        if (mode == EdrxMode::Reset) {
            if (nvm.get(row.key)) nvm.erase(row.key);
        } else if (request.get<int>(1) == row.number) {
            const std::string stored = edrx_of(nvm, row);
            const auto cycle = request.get<std::string_view>(2).value_or(cycle_of(stored));
            const auto window = request.get<std::string_view>(3).value_or(window_of(stored));
            if (!is_binary(cycle, 4) || !is_binary(window, 4)) {
                return Reply::error(CmeError::OperationNotSupported);
            }
            nvm.set(row.key, fmt::format("{},{}", cycle, window));
        }
    }
    const bool saved = context_.settings.set("+CEDRXS", std::to_string(static_cast<int>(mode)));
    if (!saved) return Reply::error(CmeError::FfsWrite);
    context_.device.registration.on_traffic();
    return Reply::ok();
}

/// A line an access technology, even while eDRX is off.  [ubx]
Reply PowerSavingCommands::read_edrx(const Request&) {
    const bool has_nb_iot = context_.device.parts.product.generation == products::Generation::B01;
    std::string text;
    for (const EdrxRow& row : kEdrxRows) {
        if (row.act == AccessTechnology::NbIot && !has_nb_iot) continue;
        const std::string stored = edrx_of(context_.device.parts.storage.nvm, row);
        if (!text.empty()) text += Reply::kLineBreak;
        text += fmt::format("+CEDRXS: {},\"{}\",\"{}\"", row.number, cycle_of(stored),
                            window_of(stored));
    }
    return Reply::text(std::move(text));
}

/// <AcT>,"<requested>","<granted>","<PTW>"; empty while eDRX is off or the network grants none.
std::string PowerSavingCommands::edrx_in_force() const {
    const auto granted =
        granted_edrx(context_.device.parts.storage.nvm, context_.device.registration);
    if (!granted) return {};
    return fmt::format("{},\"{}\",\"{}\",\"{}\"", granted->number, granted->cycle, granted->cycle,
                       granted->window);
}

Reply PowerSavingCommands::show_granted_edrx(const Request&) {
    const std::string granted = edrx_in_force();
    return Reply::text("+CEDRXRDP: " + (granted.empty() ? "0,\"\",\"\",\"\"" : granted));
}

/// AT+USLEEP: back to deep sleep from an early wake that left the stack down.  Error: CME 3
/// otherwise.  [AD 8.4]
Reply PowerSavingCommands::sleep(const Request&) {
    if (!context_.device.functionality.is_stack_down()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    return Reply::ok().then([this] { context_.device.psm.sleep_again(); });
}

void PowerSavingCommands::on_attached(bool /*resumed*/) {
    const auto mode = edrx_mode(context_.device.parts.storage.nvm);
    const std::string granted = edrx_in_force();
    if (mode == EdrxMode::OnWithUrc && !granted.empty()) context_.post("+CEDRXP: " + granted);
}

}  // namespace sara::commands
