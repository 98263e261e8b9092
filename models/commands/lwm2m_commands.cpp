#include "models/commands/lwm2m_commands.hpp"

#include "models/lwm2m/object_json.hpp"
#include "models/network/mno_profiles.hpp"

#include <fmt/format.h>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using lwm2m::Requester;
using lwm2m::TreeError;

constexpr int kReset = 2;

/// What the NVM has of the client beside its objects; the last are the keys.
constexpr auto kClientSettings = std::to_array<std::string_view>(
    {"+ULWM2M", "+ULWM2MCONFIG", "+ULWM2MCONFIGEXT", "+USECMODE psk"});
constexpr const char* kIds = "0-65535";

constexpr auto kClientMode =
    std::to_array<Parameter>({{.name = "mode", .values = "0-2", .initial = "0"}});
constexpr auto kStatusUrcs =
    std::to_array<Parameter>({{.name = "n", .values = "0,1", .initial = "0"}});
constexpr auto kPath = std::to_array<Parameter>({{.name = "path", .type = ParameterType::Text}});
constexpr auto kJson = std::to_array<Parameter>({{.name = "json", .type = ParameterType::Text}});
constexpr auto kScript = std::to_array<Parameter>({{.name = "file", .type = ParameterType::Text}});
constexpr auto kObject = std::to_array<Parameter>({{.name = "object_id", .values = kIds}});
constexpr auto kCreate = std::to_array<Parameter>({
    {.name = "server_id", .values = kIds},
    {.name = "object_id", .values = kIds},
    {.name = "instance_id", .values = kIds},
});
constexpr auto kDelete = std::to_array<Parameter>({
    {.name = "object_id", .values = kIds},
    {.name = "instance_id", .values = kIds},
});
// The arguments of these two are not published: a server's number, and what belongs to it.
constexpr auto kAccount = std::to_array<Parameter>({
    {.name = "server_id", .values = kIds, .initial = "721"},
    {.name = "uri", .type = ParameterType::Text, .optional = true},
});
constexpr auto kExtension = std::to_array<Parameter>({
    {.name = "server_id", .values = kIds, .initial = "721"},
    {.name = "apn_sync", .values = "0,1", .initial = "0", .optional = true},
});

Reply reply_of(TreeError error) {
    return Reply::error(error == TreeError::BadRequest ? CmeError::IncorrectParameters
                                                       : CmeError::OperationNotAllowed);
}
Reply reply_of(const Result<void, TreeError>& result) {
    return result ? Reply::ok() : reply_of(result.error());
}

}  // namespace

std::span<const at::Command<Lwm2mCommands>> Lwm2mCommands::commands() {
    using Self = Lwm2mCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command            forms  parameters   handlers                                             attributes
        { "+ULWM2M",          "SRT", kClientMode, {.set = &Self::set_client},                          {.persists = Persists::Nvm, .source = "[R03 3.1.1]"} },
        { "+ULWM2MADD",       "S",   kScript,     {.set = &Self::add},                                 {.source = "[R4 p311]"} },
        { "+ULWM2MCONFIG",    "SR",  kAccount,    {},                                                  {.persists = Persists::Nvm, .source = "[lwm2m 2]"} },
        { "+ULWM2MCONFIGEXT", "SR",  kExtension,  {.read = &Self::read_extension},                     {.persists = Persists::Nvm, .source = "[R03 3.7.5]"} },
        { "+ULWM2MCREATE",    "S",   kCreate,     {.set = &Self::create},                              {.source = "[R4 p311]"} },
        { "+ULWM2MDELETE",    "S",   kDelete,     {.set = &Self::remove_instance},                     {.source = "[R4 p311]"} },
        { "+ULWM2MLIST",      "S",   kPath,       {.set = &Self::list},                                {.source = "[R01 2.5]"} },
        { "+ULWM2MREAD",      "S",   kPath,       {.set = &Self::read},                                {.source = "[R01 2.5]"} },
        { "+ULWM2MREMOVE",    "S",   kObject,     {.set = &Self::remove_object},                       {.source = "[R4 p311]"} },
        { "+ULWM2MSTAT",      "SRT", kStatusUrcs, {},                                                  {.persists = Persists::Nvm, .source = "[R01 2.2]"} },
        { "+ULWM2MWRITE",     "S",   kJson,       {.set = &Self::write},                               {.raw_argument = true, .source = "[R01 2.5]"} },
    });
    // clang-format on
    return kCommands;
}

/// With the client disabled there is no tree to ask.  [lwm2m 2, assumed]
bool Lwm2mCommands::is_enabled() const {
    return context_.device.has_lwm2m();
}

/// AT+ULWM2M=<mode>: 0 enables, 1 disables the client, from the next boot on; 2 puts its objects,
/// servers and keys back to how the factory left them, from then on too.  [R03 3.1.1]
Reply Lwm2mCommands::set_client(const Request& request) {
    const int mode = *request.get<int>(0);
    if (mode == kReset) return reset_client() ? Reply::ok() : Reply::error(CmeError::FfsWrite);
    const bool saved = context_.settings.set("+ULWM2M", std::to_string(mode));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

bool Lwm2mCommands::reset_client() {
    storage::Nvm& nvm = context_.device.parts.storage.nvm;
    return objects().reset() && std::ranges::all_of(kClientSettings, [&](std::string_view name) {
               return !nvm.get(name) || nvm.erase(name);
           });
}

/// AT+ULWM2MCONFIGEXT?: <server_id>,<apn_sync>; what the host has not set is as the MNO profile has
/// it.  [R03 3.7.5]
Reply Lwm2mCommands::read_extension(const Request&) {
    const storage::Nvm& nvm = context_.device.parts.storage.nvm;
    const std::string said = nvm.get("+ULWM2MCONFIGEXT").value_or("721");
    return Reply::text(fmt::format("+ULWM2MCONFIGEXT: {},{:d}", said.substr(0, said.find(',')),
                                   network::syncs_apn(nvm)));
}

/// AT+ULWM2MLIST="/"|"/<object>": objects without instances, and instances.  Errors: CME 50 for
/// what is no path, CME 3 for an object that is not there and with the client disabled.  [R01 2.5]
Reply Lwm2mCommands::list(const Request& request) {
    const auto path = lwm2m::parse_path(*request.get<std::string_view>(0));
    if (!path) return Reply::error(CmeError::IncorrectParameters);
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    const auto found = objects().list(*path);
    if (found.has_error()) return reply_of(found.error());
    std::string text;
    for (const lwm2m::Path& one : *found) {
        text += fmt::format("{}\"{}\"", text.empty() ? "" : ",", lwm2m::text_of(one));
    }
    return Reply::text("+ULWM2MLIST: " + text);
}

/// AT+ULWM2MREAD="<path>" of an object, an instance or a resource, as JSON.  Errors as above; keys
/// and executable resources cannot be read: CME 3.  [R01 2.5, Table 3]
Reply Lwm2mCommands::read(const Request& request) {
    const auto path = lwm2m::parse_path(*request.get<std::string_view>(0));
    if (!path) return Reply::error(CmeError::IncorrectParameters);
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    const auto items = objects().read(*path, Requester{});
    if (items.has_error()) return reply_of(items.error());
    return Reply::text("+ULWM2MREAD: " + lwm2m::json_of(*path, *items));
}

/// AT+ULWM2MWRITE="{"bn":"/1/1/","e":[{"n":"1","v":604800}]}": all items or none.  Errors: CME 50
/// for what is no such JSON or of another type, CME 3 for what is not there or not the host's to
/// write. [R01 2.5, R03 3.6]
Reply Lwm2mCommands::write(const Request& request) {
    const auto items = lwm2m::items_of_json(*request.get<std::string_view>(0));
    if (!items) return Reply::error(CmeError::IncorrectParameters);
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    return reply_of(objects().write(*items, Requester{}));
}

/// AT+ULWM2MADD="<file>": the object that a script with tag XLWM2M defines.  Errors: CME 1612 for a
/// file that is not there, CME 3 for one that defines none or one that is there.  [R4 p311]
Reply Lwm2mCommands::add(const Request& request) {
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    const auto& files = context_.device.parts.storage.files;
    const auto script = files.read(storage::Tag::Xlwm2m, *request.get<std::string_view>(0));
    if (script.has_error()) return Reply::error(CmeError::FileNotFound);
    const auto id = scripted_object(sim::as_text(*script));
    if (!id) return Reply::error(CmeError::OperationNotAllowed);
    return reply_of(objects().add_object(*id));
}

/// AT+ULWM2MREMOVE=<object_id>: the object with all its instances; a script stays.  [R4 p311]
Reply Lwm2mCommands::remove_object(const Request& request) {
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    return reply_of(objects().remove_object(*request.get<std::uint16_t>(0)));
}

/// AT+ULWM2MCREATE=<server_id>,<object_id>,<instance_id>.  [R4 p311]
Reply Lwm2mCommands::create(const Request& request) {
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    return reply_of(objects().create({request.get<std::uint16_t>(1), request.get<std::uint16_t>(2)},
                                     Requester{}));
}

/// AT+ULWM2MDELETE=<object_id>,<instance_id>.  [R4 p311]
Reply Lwm2mCommands::remove_instance(const Request& request) {
    if (!is_enabled()) return Reply::error(CmeError::OperationNotAllowed);
    return reply_of(objects().remove({request.get<std::uint16_t>(0), request.get<std::uint16_t>(1)},
                                     Requester{}));
}

}  // namespace sara::commands
