#include "models/commands/psd_commands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 180s
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using network::Address;
using network::PsdFault;
using network::PsdProfile;
using network::PsdType;

constexpr auto kProfile = std::to_array<Parameter>({
    {.name = "profile_id", .values = "0-5"},
    {.name = "param_tag", .values = "0-255", .optional = true},
    {.name = "param_val", .type = ParameterType::Either, .optional = true},
});
constexpr auto kAction = std::to_array<Parameter>({
    {.name = "profile_id", .values = "0-5"},
    {.name = "action", .values = "0-4"},
});
constexpr auto kStatus = std::to_array<Parameter>({
    {.name = "profile_id", .values = "0-5"},
    {.name = "param_tag", .values = "0-2,8"},
});
constexpr auto kConfiguration = std::to_array<Parameter>({
    {.name = "id", .values = "0-255"},
    {.name = "val1", .optional = true},
    {.name = "val2", .optional = true},
    {.name = "val3", .optional = true},
});
constexpr auto kTraffic = std::to_array<Parameter>({
    {.name = "cid", .values = "0-11"},
    {.name = "total_sent", .values = "0-4294967295"},
    {.name = "total_received", .values = "0-4294967295"},
});
constexpr auto kForwarding = std::to_array<Parameter>({
    {.name = "rule", .values = "0-100"},
    {.name = "cid", .values = "0-65535", .optional = true},
    {.name = "port", .values = "0-65535", .optional = true},
    {.name = "target", .type = ParameterType::Either, .optional = true},
});

/// <param_tag> of +UPSD.  [at-commands 2.6]
enum class Tag { Type = 0, Apn = 1, Dns1 = 4, Dns2 = 5, Context = 100 };
constexpr auto kTags =
    std::to_array<Tag>({Tag::Type, Tag::Apn, Tag::Dns1, Tag::Dns2, Tag::Context});

enum class Action { Reset = 0, Save = 1, Load = 2, Activate = 3, Deactivate = 4 };

/// <param_tag> of +UPSND.
enum class Status { Address = 0, Dns1 = 1, Dns2 = 2, IsActive = 8 };

constexpr int kHexMode = 1;             // of sockets
constexpr int kReleaseAssistance = 89;  // needs a 01B  [module-behaviour 1]

/// Factory values of +UDCONF; other numbers hold 0.  [at-commands 2.6]
struct Configuration {
    int id;
    std::string_view value;
};
constexpr auto kConfigurations = std::to_array<Configuration>({
    {kHexMode, "0"},
    {5, "500"},   // direct link triggers: timer, ms  [assumed]
    {6, "2048"},  // length, bytes  [assumed]
    {7, "-1"},    // character  [assumed]
    {8, "0"},     // congestion timer, ms  [assumed]
    {50, "0"},    // SIM hot insertion
    {81, "1"},    // authentication checks with a test SIM  [assumed]
    {kReleaseAssistance, "0"},
});

constexpr Duration kActivation = 500ms;  // [assumed]
constexpr int kSuccess = 0;              // <result> of +UUPSDA
constexpr int kFullCone = 100;           // rule of +UPORTFWD  [IP 4.1.3]

std::string text_of(const std::optional<Address>& address) {
    return address ? address->text() : "0.0.0.0";
}

std::string value_of(const PsdProfile& profile, Tag tag) {
    switch (tag) {
        case Tag::Type:
            return std::to_string(static_cast<int>(profile.type));
        case Tag::Apn:
            return fmt::format("\"{}\"", profile.apn);
        case Tag::Dns1:
            return fmt::format("\"{}\"", text_of(profile.dns1));
        case Tag::Dns2:
            return fmt::format("\"{}\"", text_of(profile.dns2));
        case Tag::Context:
            break;
    }
    return std::to_string(profile.cid);
}

// False: not a value of that tag.
bool take_value(PsdProfile& profile, Tag tag, const at::Argument& value) {
    const bool is_number = value.kind == at::Argument::Kind::Number;
    const auto in_range = [&](int most) { return value.number >= 0 && value.number <= most; };
    switch (tag) {
        case Tag::Type:
            profile.type = static_cast<PsdType>(value.number);
            return is_number && in_range(static_cast<int>(PsdType::V4v6PrefersV6));
        case Tag::Context:
            profile.cid = static_cast<int>(value.number);
            return is_number && in_range(network::PdpContexts::kContexts - 1);
        case Tag::Apn:
            profile.apn = value.text;
            return !is_number;
        case Tag::Dns1:
            profile.dns1 = Address::parse(value.text);
            return profile.dns1.has_value();
        case Tag::Dns2:
            profile.dns2 = Address::parse(value.text);
            return profile.dns2.has_value();
    }
    return false;
}

std::string configuration_key(int id) {
    return fmt::format("+UDCONF {}", id);
}

std::string configuration(const storage::Nvm& nvm, int id) {
    if (const auto stored = nvm.get(configuration_key(id))) return *stored;
    const auto known = std::ranges::find(kConfigurations, id, &Configuration::id);
    return std::string(known == kConfigurations.end() ? "0" : known->value);
}

}  // namespace

std::span<const at::Command<PsdCommands>> PsdCommands::commands() {
    using Self = PsdCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command     forms  parameters      handlers                                                        attributes
        { "+UDCONF",   "SR",  kConfiguration, {.set = &Self::configure, .read = &Self::configurations},       {.persists = Persists::Nvm, .source = "[at-commands 2.6]"} },
        { "+UGCNTRD",  "A",   {},             {.action = &Self::traffic},                                     {.source = "[at-commands 2.15]"} },
        { "+UGCNTSET", "S",   kTraffic,       {.set = &Self::set_traffic},                                    {.source = "[at-commands 2.15]"} },
        { "+UPORTFWD", "SR",  kForwarding,    {.set = &Self::forward_ports},                                  {.persists = Persists::Volatile, .source = "[IP 4.1.3]"} },
        { "+UPSD",     "SR",  kProfile,       {.set = &Self::profile, .read = &Self::read_profile},           {.needs_pin = true, .source = "[at-commands 2.6]"} },
        { "+UPSDA",    "ST",  kAction,        {.set = &Self::action, .abort = &Self::abort},                  {.needs_pin = true, .abortable = true, .response_time = 180s, .source = "[IP 2.3]"} },
        { "+UPSND",    "ST",  kStatus,        {.set = &Self::status},                                         {.needs_pin = true, .source = "[at-commands 2.6]"} },
    });
    // clang-format on
    return kCommands;
}

// --- +UPSD

/// AT+UPSD=<profile>[,<tag>[,<value>]]: reads all tags, one tag, or sets one.  Errors: CME 4 for a
/// tag that the module does not have, 50 for a value that is none of the tag's, 3 while the profile
/// is active.
Reply PsdCommands::profile(const Request& request) {
    const int number = *request.get<int>(0);
    const auto tag = request.get<Tag>(1);
    if (tag && std::ranges::find(kTags, *tag) == kTags.end()) {
        return Reply::error(CmeError::OperationNotSupported);
    }
    if (request.has(2)) return change(number, request);
    std::string text;
    for (const Tag row : kTags) {
        if (tag && row != *tag) continue;
        if (!text.empty()) text += Reply::kLineBreak;
        text += fmt::format("+UPSD: {},{},{}", number, static_cast<int>(row),
                            value_of(psd_.profile(number), row));
    }
    return Reply::text(std::move(text));
}

Reply PsdCommands::change(int number, const Request& request) {
    PsdProfile changed = psd_.profile(number);
    if (!take_value(changed, *request.get<Tag>(1), request.arguments()[2])) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    const bool refused = psd_.change(number, changed).has_value();
    return refused ? Reply::error(CmeError::OperationNotAllowed) : Reply::ok();
}

Reply PsdCommands::read_profile(const Request&) {
    std::string text;
    for (int number = 0; number < network::PsdProfiles::kProfiles; ++number) {
        for (const Tag tag : kTags) {
            if (!text.empty()) text += Reply::kLineBreak;
            text += fmt::format("+UPSD: {},{},{}", number, static_cast<int>(tag),
                                value_of(psd_.profile(number), tag));
        }
    }
    return Reply::text(std::move(text));
}

// --- +UPSDA, +UPSND

/// AT+UPSDA=<profile>,<action>.  Errors: CME 3 for an activation while a profile is up or the
/// context cannot come up, for a deactivation of one that is not up, for a reset or load of one
/// that is; 4001 if the context is of another type.
Reply PsdCommands::action(const Request& request) {
    const int number = *request.get<int>(0);
    const auto wanted = *request.get<Action>(1);
    const bool replaces = wanted == Action::Reset || wanted == Action::Load;
    if (replaces && psd_.is_active(number)) return Reply::error(CmeError::OperationNotAllowed);
    switch (wanted) {
        case Action::Reset:
            psd_.reset(number);
            return Reply::ok();
        case Action::Save:
            return psd_.save(number) ? Reply::error(CmeError::FfsWrite) : Reply::ok();
        case Action::Load:
            psd_.load(number);
            return Reply::ok();
        case Action::Activate:
        case Action::Deactivate:
            break;
    }
    const bool up = wanted == Action::Activate;
    return activation_.after(kActivation, request.pending(), [this, number, up] {
        return up ? activate(number) : deactivate(number);
    });
}

Reply PsdCommands::deactivate(int number) {
    return psd_.deactivate(number) ? Reply::ok() : Reply::error(CmeError::OperationNotAllowed);
}

// The URC with the address follows the OK.  [ubx]
Reply PsdCommands::activate(int number) {
    if (const auto fault = psd_.activate(number)) {
        return Reply::error(*fault == PsdFault::TypeMismatch ? CmeError::IpTypeMismatch
                                                             : CmeError::OperationNotAllowed);
    }
    context_.device.urcs().post(
        fmt::format("+UUPSDA: {},\"{}\"", kSuccess, psd_.address()->text()));
    return Reply::ok();
}

/// AT+UPSND=<profile>,<tag>: address, DNS servers, 8: is it active.
Reply PsdCommands::status(const Request& request) {
    const int number = *request.get<int>(0);
    const auto tag = *request.get<Status>(1);
    const std::string head = fmt::format("+UPSND: {},{}", number, static_cast<int>(tag));
    const bool is_active = psd_.is_active(number);
    if (tag == Status::IsActive) return Reply::text(fmt::format("{},{:d}", head, is_active));
    std::string address;
    if (is_active && tag == Status::Address) address = psd_.address()->text();
    const std::size_t server = tag == Status::Dns2 ? 1 : 0;
    if (is_active && tag != Status::Address && server < psd_.dns().size()) {
        address = psd_.dns()[server].text();
    }
    return Reply::text(fmt::format("{},\"{}\"", head, address));
}

void PsdCommands::on_profile_lost(int profile) {
    context_.post(fmt::format("+UUPSDD: {}", profile));
}

// --- +UDCONF

/// AT+UDCONF=<id>[,<values>]: sets, or reads if there are no values.  Errors: CME 4 for release
/// assistance on a 00B, 50 for a hex mode that is neither 0 nor 1.
Reply PsdCommands::configure(const Request& request) {
    const int id = *request.get<int>(0);
    storage::Nvm& nvm = context_.device.parts.storage.nvm;
    if (!request.has(1)) {
        return Reply::text(fmt::format("+UDCONF: {},{}", id, configuration(nvm, id)));
    }
    const bool is_00b = context_.device.parts.product.generation != products::Generation::B01;
    if (id == kReleaseAssistance && is_00b) return Reply::error(CmeError::OperationNotSupported);
    const auto first = request.get<std::int64_t>(1);
    if (id == kHexMode && first != 0 && first != 1) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    const bool saved = nvm.set(configuration_key(id), at::to_text(request.arguments().subspan(1)));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

Reply PsdCommands::configurations(const Request&) {
    std::string text;
    for (const Configuration& row : kConfigurations) {
        if (!text.empty()) text += Reply::kLineBreak;
        text += fmt::format("+UDCONF: {},{}", row.id,
                            configuration(context_.device.parts.storage.nvm, row.id));
    }
    return Reply::text(std::move(text));
}

// --- traffic

Reply PsdCommands::traffic(const Request&) {
    std::string text;
    for (const auto& row : psd_.traffic()) {
        if (!text.empty()) text += Reply::kLineBreak;
        text += fmt::format("+UGCNTRD: {},{},{},{},{}", row.cid, row.sent, row.received,
                            row.total_sent, row.total_received);
    }
    return text.empty() ? Reply::ok() : Reply::text(std::move(text));
}

Reply PsdCommands::set_traffic(const Request& request) {
    psd_.set_traffic(*request.get<int>(0), *request.get<std::uint64_t>(1),
                     *request.get<std::uint64_t>(2));
    return Reply::ok();
}

/// AT+UPORTFWD=100,<cid>: full cone NAT, which needs a 01B.  Errors: CME 4 on a 00B.
Reply PsdCommands::forward_ports(const Request& request) {
    const bool is_01b = context_.device.parts.product.generation == products::Generation::B01;
    if (*request.get<int>(0) == kFullCone && !is_01b) {
        return Reply::error(CmeError::OperationNotSupported);
    }
    context_.settings.set("+UPORTFWD", at::to_text(request.arguments()));
    return Reply::ok();
}

}  // namespace sara::commands
