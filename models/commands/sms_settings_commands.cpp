#include "models/commands/sms_settings_commands.hpp"

#include "models/at/tokens.hpp"
#include "models/sms/semi_octets.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::commands {

namespace {

using at::CmsError;
using at::ErrorClass;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using storage::SmsMemory;

constexpr const char* kMemories = "\"ME\",\"SM\",\"MT\"";

constexpr auto kFormat =
    std::to_array<Parameter>({{.name = "mode", .values = "0,1", .initial = "0"}});
constexpr auto kShow =
    std::to_array<Parameter>({{.name = "show", .values = "0,1", .initial = "0"}});
constexpr auto kService =
    std::to_array<Parameter>({{.name = "service", .values = "0,1", .initial = "0"}});
constexpr auto kMoreMessages =
    std::to_array<Parameter>({{.name = "n", .values = "0-2", .initial = "0"}});
constexpr auto kDomain =
    std::to_array<Parameter>({{.name = "service", .values = "0-3", .initial = "1"}});
constexpr auto kSmsProfile = std::to_array<Parameter>(
    {{.name = "profile", .values = "0", .initial = "0", .optional = true}});
constexpr auto kMemory = std::to_array<Parameter>({
    {.name = "mem1", .type = ParameterType::Text, .values = kMemories, .initial = "ME"},
    {.name = "mem2",
     .type = ParameterType::Text,
     .values = kMemories,
     .initial = "ME",
     .optional = true},
    {.name = "mem3",
     .type = ParameterType::Text,
     .values = kMemories,
     .initial = "MT",
     .optional = true},
});
constexpr auto kIndications = std::to_array<Parameter>({
    {.name = "mode", .values = "0-2", .initial = "1", .optional = true},
    {.name = "mt", .values = "0-3", .initial = "0", .optional = true},
    {.name = "bm", .values = "0-3", .initial = "0", .optional = true},
    {.name = "ds", .values = "0-2", .initial = "0", .optional = true},
    {.name = "bfr", .values = "0,1", .initial = "0", .optional = true},
});
constexpr auto kTextParameters = std::to_array<Parameter>({
    {.name = "fo", .values = "0-255", .initial = "17", .optional = true},
    {.name = "vp", .values = "0-255", .initial = "167", .optional = true},
    {.name = "pid", .values = "0-255", .initial = "0", .optional = true},
    {.name = "dcs", .values = "0-255", .initial = "0", .optional = true},
});
constexpr auto kCentre = std::to_array<Parameter>({
    {.name = "sca", .type = ParameterType::Text},
    {.name = "tosca", .values = "0-255", .optional = true},
});
constexpr auto kBroadcast = std::to_array<Parameter>({
    {.name = "mode", .values = "0,1", .initial = "0"},
    {.name = "mids", .type = ParameterType::Text, .initial = "", .optional = true},
    {.name = "dcss", .type = ParameterType::Text, .initial = "", .optional = true},
});

// What a boot and +CRES restore of this family's settings.
constexpr auto kStoredSettings = std::to_array<std::string_view>({"+CSCB", "+CSMP"});

constexpr std::string_view kServiceTypes = "1,1,1";  // receives, sends, broadcasts

}  // namespace

std::span<const at::Command<SmsSettingsCommands>> SmsSettingsCommands::commands() {
    using Self = SmsSettingsCommands;
    constexpr auto kCms = ErrorClass::Cms;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms  parameters       handlers                        attributes
        { "+CGSMS",  "SRT", kDomain,         {},                             {.persists = Persists::Volatile, .needs_pin = true, .errors = kCms, .source = "[at-commands 1.6]"} },
        { "+CMGF",   "SRT", kFormat,         {},                             {.persists = Persists::Profile, .errors = kCms, .source = "[TS 27.005 3.2.3]"} },
        { "+CMMS",   "SRT", kMoreMessages,   {},                             {.persists = Persists::Volatile, .needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.5.6]"} },
        { "+CNMI",   "SRT", kIndications,    {.set = &Self::set_indications}, {.persists = Persists::Profile, .needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.4.1]"} },
        { "+CPMS",   "SRT", kMemory,         {.set = &Self::set_memories, .read = &Self::read_memories}, {.persists = Persists::Nvm, .needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.2.2]"} },
        { "+CRES",   "ST",  kSmsProfile,     {.set = &Self::restore_settings}, {.needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.3.6]"} },
        { "+CSAS",   "ST",  kSmsProfile,     {.set = &Self::store_settings}, {.needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.3.5]"} },
        { "+CSCA",   "SRT", kCentre,         {.set = &Self::set_centre, .read = &Self::read_centre}, {.needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.3.1]"} },
        { "+CSCB",   "SRT", kBroadcast,      {},                             {.persists = Persists::Profile, .needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.3.4]"} },
        { "+CSDH",   "SRT", kShow,           {},                             {.persists = Persists::Profile, .errors = kCms, .source = "[TS 27.005 3.3.3]"} },
        { "+CSMP",   "SRT", kTextParameters, {},                             {.persists = Persists::Profile, .needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.3.2]"} },
        { "+CSMS",   "SRT", kService,        {.set = &Self::set_service, .read = &Self::read_service}, {.persists = Persists::Volatile, .needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.2.1]"} },
    });
    // clang-format on
    return kCommands;
}

SmsView view_of(const at::Settings& settings) {
    return {settings.number("+CMGF") != 0, settings.number("+CSDH") != 0};
}

SmsMemory memory_of(const at::Settings& settings, std::size_t position) {
    const std::string stored = settings.text("+CPMS");
    at::Tokens tokens(stored);
    at::Token token = tokens.next();
    for (; position > 0; --position) token = tokens.next();
    return token.text == "SM" ? SmsMemory::Sm : SmsMemory::Me;
}

CmsError parameter_error(const at::Settings& settings) {
    return view_of(settings).is_text ? CmsError::InvalidTextParameter
                                     : CmsError::InvalidPduParameter;
}

/// AT+CSMS=<service>: 1 has every message that is handed over acknowledged by +CNMA.
Reply SmsSettingsCommands::set_service(const Request& request) {
    settings_.set("+CSMS", at::to_text(request.arguments()));
    return Reply::text(fmt::format("+CSMS: {}", kServiceTypes));
}

Reply SmsSettingsCommands::read_service(const Request&) {
    return Reply::text(fmt::format("+CSMS: {},{}", settings_.text("+CSMS"), kServiceTypes));
}

/// "<used>,<total>" of a memory.
std::string SmsSettingsCommands::fill_of(std::string_view memory) const {
    const storage::SmsStore& store = device_.sms.store();
    const SmsMemory which = memory == "SM" ? SmsMemory::Sm : SmsMemory::Me;
    return fmt::format("{},{}", store.count(which), store.places(which));
}

/// AT+CPMS=<mem1>[,<mem2>[,<mem3>]]: answers how full they are.
Reply SmsSettingsCommands::set_memories(const Request& request) {
    if (!settings_.set("+CPMS", at::to_text(request.arguments()))) {
        return Reply::error(CmsError::MemoryFailure);
    }
    std::string text;
    for (const at::Argument& memory : request.arguments()) {
        text += (text.empty() ? "+CPMS: " : ",") + fill_of(memory.text);
    }
    return Reply::text(std::move(text));
}

Reply SmsSettingsCommands::read_memories(const Request&) {
    const std::string stored = settings_.text("+CPMS");
    at::Tokens tokens(stored);
    std::string text;
    while (!tokens.is_at_end()) {
        const std::string_view memory = tokens.next().text;
        text += fmt::format("{}\"{}\",{}", text.empty() ? "+CPMS: " : ",", memory, fill_of(memory));
    }
    return Reply::text(std::move(text));
}

/// AT+CSCA="<sca>"[,<tosca>]: kept on the SIM.  Error: CMS 304 or 305 for what is no number.
Reply SmsSettingsCommands::set_centre(const Request& request) {
    const auto address = sms::make_address(request.text(0), request.get<int>(1));
    if (!address) return Reply::error(parameter_error(settings_));
    const bool stored = device_.sms.store().set_service_centre(
        fmt::format("\"{}\",{}", address->number, address->type));
    return stored ? Reply::ok() : Reply::error(CmsError::MemoryFailure);
}

Reply SmsSettingsCommands::read_centre(const Request&) {
    const auto stored = device_.sms.store().service_centre();
    if (stored) return Reply::text("+CSCA: " + *stored);
    const std::string& factory = device_.parts.profile.service_centre;
    return Reply::text(fmt::format("+CSCA: \"{}\",{}", factory,
                                   sms::make_address(factory, {}).value_or(sms::Address{}).type));
}

/// AT+CNMI: what waited for another routing comes now.
Reply SmsSettingsCommands::set_indications(const Request& request) {
    settings_.set("+CNMI", at::to_text(request.arguments()));
    return Reply::ok().then([this] { device_.sms.retry(); });
}

/// AT+CSAS stores +CSCB and +CSMP in the profile that AT&W stores, without the other settings.
Reply SmsSettingsCommands::store_settings(const Request&) {
    storage::Nvm& nvm = device_.parts.storage.nvm;
    storage::Settings profile = nvm.profile(0).value_or(storage::Settings{});
    for (const std::string_view name : kStoredSettings) {
        profile.insert_or_assign(std::string(name), settings_.text(name));
    }
    return nvm.store_profile(0, profile) ? Reply::ok() : Reply::error(CmsError::MemoryFailure);
}

/// AT+CRES takes them from there.
Reply SmsSettingsCommands::restore_settings(const Request&) {
    for (const std::string_view name : kStoredSettings) {
        const at::Row& row = *settings_.catalogue().find(name);
        settings_.set(row, settings_.stored_text(0, row));
    }
    return Reply::ok();
}

}  // namespace sara::commands
