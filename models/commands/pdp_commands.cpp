#include "models/commands/pdp_commands.hpp"

#include "models/network/mno_profiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 1s
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using network::Address;
using network::PdpConnection;
using network::PdpFault;
using network::PdpType;

constexpr auto kDefinition = std::to_array<Parameter>({
    {.name = "cid", .values = "0-11"},
    {.name = "PDP_type",
     .type = ParameterType::Text,
     .values = "\"IP\",\"IPV6\",\"IPV4V6\",\"NONIP\"",
     .optional = true},
    {.name = "APN", .type = ParameterType::Text, .optional = true, .max_length = 99},
    {.name = "PDP_addr", .type = ParameterType::Text, .optional = true, .max_length = 64},
    {.name = "d_comp", .values = "0-3", .optional = true},
    {.name = "h_comp", .values = "0-4", .optional = true},
    {.name = "IPv4AddrAlloc", .values = "0-1", .optional = true},
    {.name = "request_type", .values = "0-2", .optional = true},
    {.name = "P-CSCF_discovery", .values = "0-2", .optional = true},
    {.name = "IM_CN_Signalling_Flag_Ind", .values = "0-1", .optional = true},
    {.name = "NSLPI", .values = "0-1", .optional = true},
    {.name = "securePCO", .values = "0-2", .optional = true},
    {.name = "IPv4_MTU_discovery", .values = "0-1", .optional = true},
    {.name = "Local_Addr_Ind", .values = "0-1", .optional = true},
});
constexpr auto kActivation = std::to_array<Parameter>({
    {.name = "state", .values = "0-1"},
    {.name = "cid", .values = "0-11", .optional = true},
});
constexpr auto kAttachment = std::to_array<Parameter>({{.name = "state", .values = "0-1"}});
constexpr auto kOneContext =
    std::to_array<Parameter>({{.name = "cid", .values = "0-11", .optional = true}});
constexpr auto kAuthentication = std::to_array<Parameter>({
    {.name = "cid", .values = "0-11"},
    {.name = "auth_type", .values = "0-3"},
    {.name = "username", .type = ParameterType::Text, .optional = true, .max_length = 64},
    {.name = "password", .type = ParameterType::Text, .optional = true, .max_length = 64},
});
constexpr auto kClass =
    std::to_array<Parameter>({{.name = "mode", .values = "0-3", .initial = "2"}});

constexpr Duration kSignalling = 500ms;  // a NAS procedure  [assumed]

// What follows the addresses in +CGDCONT?: [at-commands 2.6] prints more of a context that is down.
constexpr std::string_view kTailUp = ",0,0,0,0,0,0";
constexpr std::string_view kTailDown = ",0,0,0,2,0,0,0,0,0,0";

// The addresses of a context that is down.  [AD T12]
std::string no_addresses(PdpType type) {
    constexpr std::string_view kV4 = "0.0.0.0";
    constexpr std::string_view kV6 = "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";
    switch (type) {
        case PdpType::Ip:
            return std::string(kV4);
        case PdpType::Ipv6:
            return std::string(kV6);
        case PdpType::Ipv4v6:
            return fmt::format("{} {}", kV4, kV6);
        case PdpType::NonIp:
            break;
    }
    return {};
}

CmeError error_of(PdpFault fault) {
    switch (fault) {
        case PdpFault::NotDefined:
            return CmeError::UnknownPdpContext;
        case PdpFault::TypeRefused:
            return CmeError::ServiceOptionNotSubscribed;
        case PdpFault::LastConnection:
            return CmeError::LastPdnNotAllowed;
        case PdpFault::NotAttached:
            return CmeError::NoNetworkService;
        case PdpFault::IsActive:
        case PdpFault::TooMany:
            break;
    }
    return CmeError::OperationNotAllowed;
}

Reply reply_to(std::optional<PdpFault> fault) {
    return fault ? Reply::error(error_of(*fault)) : Reply::ok();
}

void append_line(std::string& text, const std::string& line) {
    if (!text.empty()) text += Reply::kLineBreak;
    text += line;
}

Reply lines(std::string text) {
    return text.empty() ? Reply::ok() : Reply::text(std::move(text));
}

}  // namespace

std::span<const at::Command<PdpCommands>> PdpCommands::commands() {
    using Self = PdpCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command      forms  parameters       handlers                                                                                    attributes
        { "+CEMODE",    "SRT", kClass,          {},                                                                                         {.persists = Persists::Nvm, .source = "[at-commands 1.8]"} },
        { "+CGACT",     "SRT", kActivation,     {.set = &Self::activate, .read = &Self::activity, .abort = &Self::abort},                   {.needs_pin = true, .abortable = true, .response_time = 180s, .source = "[at-commands 2.6]"} },
        { "+CGATT",     "SRT", kAttachment,     {.set = &Self::attach, .read = &Self::attachment, .abort = &Self::abort},                   {.needs_pin = true, .abortable = true, .response_time = 180s, .source = "[at-commands 2.6]"} },
        { "+CGCONTRDP", "AST", kOneContext,     {.action = &Self::parameters, .set = &Self::parameters, .test = &Self::parameter_cids},     {.needs_pin = true, .source = "[AD T13]"} },
        { "+CGDCONT",   "SRT", kDefinition,     {.set = &Self::define, .read = &Self::definitions, .test = &Self::definition_values},       {.persists = Persists::Nvm, .needs_pin = true, .source = "[at-commands 2.6]"} },
        { "+CGPADDR",   "ST",  kOneContext,     {.set = &Self::addresses, .test = &Self::address_cids},                                    {.needs_pin = true, .source = "[at-commands 2.6]"} },
        { "+UAUTHREQ",  "ST",  kAuthentication, {.set = &Self::authenticate},                                                               {.persists = Persists::Volatile, .needs_pin = true, .source = "[AD 7.3.1]"} },
    });
    // clang-format on
    return kCommands;
}

PdpCommands::PdpCommands(PortContext& context)
    : context_(context),
      contexts_(context.device.contexts),
      registration_(context.device.registration),
      registration_subscription_(registration_.listeners(), *this),
      signalling_(context.device.parts.scheduler, "signalling") {}

// --- +CGDCONT

/// AT+CGDCONT=<cid>[,"<type>","<APN>",...]; <cid> alone undefines it.  Errors: CME 3 for a context
/// that is active, or one that Verizon's profile keeps.  [AD 6.5]
Reply PdpCommands::define(const Request& request) {
    const int cid = *request.get<int>(0);
    const auto& profile = network::applied_profile(context_.device.parts.storage.nvm);
    const bool is_kept = profile.keeps_contexts &&
                         std::ranges::find(profile.contexts, cid, &network::MnoContext::cid) !=
                             profile.contexts.end();
    if (is_kept) return Reply::error(CmeError::OperationNotAllowed);
    std::optional<PdpFault> fault;
    if (request.given() == 1) {
        fault = contexts_.undefine(cid);
    } else {
        const auto type = network::pdp_type_of(request.get<std::string_view>(1).value_or("IP"));
        fault = contexts_.define(cid, {*type, std::string(request.text(2))});
    }
    return fault ? Reply::error(error_of(*fault)) : Reply::ok();
}

/// A line a defined context; an active one shows what the network made of it.  [AD 13]
Reply PdpCommands::definitions(const Request&) {
    std::string text;
    for (const auto& [cid, definition] : contexts_.definitions()) {
        const PdpConnection* up = contexts_.connection(cid);
        append_line(text,
                    fmt::format("+CGDCONT: {},\"{}\",\"{}\",\"{}\"{}", cid,
                                name_of(up != nullptr ? up->type : definition.type),
                                up != nullptr ? up->apn : definition.apn,
                                up != nullptr ? addresses_of(cid) : no_addresses(definition.type),
                                up != nullptr ? kTailUp : kTailDown));
    }
    return lines(std::move(text));
}

Reply PdpCommands::definition_values(const Request&) {
    std::string text;
    for (const std::string_view type : {"IP", "NONIP", "IPV4V6", "IPV6"}) {
        append_line(text, fmt::format("+CGDCONT: (0-11),\"{}\",,,(0-3),(0-4),(0-1),(0-2),(0-2),"
                                      "(0-1),(0-1),(0-2),(0-1),(0-1)",
                                      type));
    }
    return lines(std::move(text));
}

/// Both addresses of a dual-stack context, a space between.  [at-commands 2.6]
std::string PdpCommands::addresses_of(int cid) const {
    std::string text;
    const network::PdnGrant& grant = contexts_.connection(cid)->grant;
    for (const auto& address : {grant.v4, grant.v6}) {
        if (!address) continue;
        if (!text.empty()) text += ' ';
        text += address->dotted();
    }
    return text;
}

// --- +CGACT, +CGATT

/// AT+CGACT=<state>[,<cid>]; without <cid> all defined contexts.  Errors: CME 143 for a context
/// that is not defined, 30 without a network, 133 if it has no address of that type, 171 for the
/// last connection.
Reply PdpCommands::activate(const Request& request) {
    const bool up = request.get<int>(0) == 1;
    return signalling_.after(kSignalling, request.pending(),
                             [this, up, cid = request.get<int>(1)] { return change(up, cid); });
}

Reply PdpCommands::change(bool up, std::optional<int> wanted) {
    std::optional<PdpFault> fault;
    const auto change_one = [&](int cid) {
        if (!fault) fault = up ? contexts_.activate(cid) : contexts_.deactivate(cid);
    };
    if (wanted) {
        change_one(*wanted);
    } else {
        for (const auto& [cid, definition] : contexts_.definitions()) change_one(cid);
    }
    return reply_to(fault);
}

Reply PdpCommands::activity(const Request&) {
    std::string text;
    for (const auto& [cid, definition] : contexts_.definitions()) {
        append_line(text,
                    fmt::format("+CGACT: {},{:d}", cid, contexts_.connection(cid) != nullptr));
    }
    return lines(std::move(text));
}

/// AT+CGATT=<state>: 0 detaches; 1 attaches and answers when the search has ended, with CME 30 if
/// it found no network.
Reply PdpCommands::attach(const Request& request) {
    const bool wanted = request.get<int>(0) == 1;
    if (!wanted) {
        return signalling_.after(kSignalling, request.pending(), [this] {
            registration_.set_attach_wanted(false);
            return Reply::ok();
        });
    }
    registration_.set_attach_wanted(true);
    if (registration_.is_registered()) return Reply::ok();
    if (!registration_.is_searching()) return Reply::error(CmeError::NoNetworkService);
    pending_ = request.pending();
    return Reply::later();
}

void PdpCommands::on_search_ended() {
    if (!pending_.is_open()) return;
    pending_.finish(registration_.is_registered() ? Reply::ok()
                                                  : Reply::error(CmeError::NoNetworkService));
}

// A search that +CGATT=1 began goes on; only the answer is not awaited.
void PdpCommands::abort() {
    signalling_.cancel();
    pending_ = {};
}

Reply PdpCommands::attachment(const Request&) {
    return Reply::text(fmt::format("+CGATT: {:d}", registration_.is_attached()));
}

// --- +CGPADDR, +CGCONTRDP

/// AT+CGPADDR=<cid>: the addresses, or the context alone while it is down.
Reply PdpCommands::addresses(const Request& request) {
    std::string text;
    const auto wanted = request.get<int>(0);
    if (wanted && !contexts_.definitions().contains(*wanted)) {
        return Reply::error(CmeError::UnknownPdpContext);
    }
    for (const auto& [cid, definition] : contexts_.definitions()) {
        if (wanted && cid != *wanted) continue;
        std::string line = fmt::format("+CGPADDR: {}", cid);
        if (const PdpConnection* up = contexts_.connection(cid)) {
            for (const auto& address : {up->grant.v4, up->grant.v6}) {
                if (address) line += fmt::format(",\"{}\"", address->dotted());
            }
        }
        append_line(text, line);
    }
    return lines(std::move(text));
}

Reply PdpCommands::address_cids(const Request&) {
    std::vector<int> cids;
    for (const auto& [cid, definition] : contexts_.definitions()) cids.push_back(cid);
    return Reply::text(fmt::format("+CGPADDR: ({})", fmt::join(cids, ",")));
}

/// AT+CGCONTRDP[=<cid>]: what active contexts got, a line an address.  [AD T13]
Reply PdpCommands::parameters(const Request& request) {
    std::string text;
    const auto wanted = request.get<int>(0);
    for (const int cid : contexts_.active()) {
        if (!wanted || cid == *wanted) add_parameters(cid, text);
    }
    return lines(std::move(text));
}

void PdpCommands::add_parameters(int cid, std::string& text) const {
    constexpr std::string_view kV4Mask = "255.255.255.0";
    constexpr std::string_view kV6Mask = "255.255.255.255.255.255.255.255.0.0.0.0.0.0.0.0";
    constexpr int kFirstBearer = 4;  // EPS bearer identities 5 to 15  [TS 24.007 11.2.3.1.5]
    const PdpConnection& up = *contexts_.connection(cid);
    for (const auto& address : {up.grant.v4, up.grant.v6}) {
        if (!address) continue;
        std::vector<std::string> dns;
        for (const Address& server : up.grant.dns) {
            if (server.is_v6() == address->is_v6()) dns.push_back(server.dotted());
        }
        dns.resize(2);
        append_line(text, fmt::format("+CGCONTRDP: {},{},\"{}\",\"{}.{}\",\"{}\",\"{}\",\"{}\"",
                                      cid, kFirstBearer + std::max(cid, 1), up.apn,
                                      address->dotted(), address->is_v6() ? kV6Mask : kV4Mask,
                                      address->dotted(), dns[0], dns[1]));
    }
}

Reply PdpCommands::parameter_cids(const Request&) {
    return Reply::text(fmt::format("+CGCONTRDP: ({})", fmt::join(contexts_.active(), ",")));
}

// --- +UAUTHREQ

/// AT+UAUTHREQ=<cid>,<type>[,"<user>","<password>"].  The virtual network lets everybody in.
/// Errors: CME 50 if type 1 to 3 lacks user and password; CME 3 for cid 1 while registered.
/// [AD 7.3.1]
Reply PdpCommands::authenticate(const Request& request) {
    const bool needs_user = *request.get<int>(1) != 0;
    if (needs_user && !(request.has(2) && request.has(3))) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    const bool is_initial = *request.get<int>(0) == network::PdpContexts::kInitial;
    if (is_initial && registration_.is_registered()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    return Reply::ok();
}

}  // namespace sara::commands
