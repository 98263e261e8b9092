#include "models/commands/identification.hpp"

namespace sara::commands {

namespace {

using at::Parameter;
using at::Reply;
using at::Request;

constexpr auto kInformation = std::to_array<Parameter>({{.name = "n", .values = "0-9"}});
constexpr auto kSnt = std::to_array<Parameter>(
    {{.name = "snt", .values = "0-3,255", .initial = "0", .optional = true}});

enum class Snt { SerialNumber = 0, Imei = 1, ImeiSv = 2, SoftwareVersion = 3, ModuleSerial = 255 };

constexpr std::string_view kSoftwareVersion = "01";  // SVN  [assumed]
constexpr std::size_t kImeiWithoutCheckDigit = 14;

}  // namespace

std::span<const at::Command<IdentificationCommands>> IdentificationCommands::commands() {
    using Self = IdentificationCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters     handlers                               attributes
        { "+CGMI", "AT",  {},            {.action = &Self::manufacturer},       {.source = "[at-commands 2.1]"} },
        { "+CGMM", "AT",  {},            {.action = &Self::model},              {.source = "[at-commands 2.1]"} },
        { "+CGMR", "AT",  {},            {.action = &Self::revision},           {.source = "[at-commands 2.1]"} },
        { "+CGSN", "AST", kSnt,          {.action = &Self::serial_number, .set = &Self::serial_number}, {.source = "[at-commands 2.1]"} },
        { "+CLAC", "A",   {},            {.action = &Self::list_commands},      {.source = "[at-commands 1.1]"} },
        { "+GCAP", "A",   {},            {.action = &Self::capabilities},       {.source = "[at-commands 2.1]"} },
        { "+GMI",  "AT",  {},            {.action = &Self::manufacturer},       {.source = "[at-commands 2.1]"} },
        { "+GMM",  "AT",  {},            {.action = &Self::model},              {.source = "[at-commands 2.1]"} },
        { "+GMR",  "AT",  {},            {.action = &Self::revision},           {.source = "[at-commands 2.1]"} },
        { "+GSN",  "AST", kSnt,          {.action = &Self::serial_number, .set = &Self::serial_number}, {.source = "[at-commands 2.1]"} },
        { "I",     "A",   kInformation,  {.action = &Self::identify},           {.source = "[AD 9.1.2]"} },
    });
    // clang-format on
    return kCommands;
}

/// ATI: 0 the type number, 9 the versions of the running firmware; the others answer OK alone
/// [assumed: their texts are in no source].  [at-commands 2.1]
Reply IdentificationCommands::identify(const Request& request) {
    switch (request.get<int>(0).value_or(0)) {
        case 0:
            return Reply::text(std::string(parts_.product.type_number));
        case 9:
            return Reply::text(parts_.firmware.modem + ',' + parts_.firmware.app);
        default:
            return Reply::ok();
    }
}

Reply IdentificationCommands::manufacturer(const Request&) {
    return Reply::text("u-blox");
}

Reply IdentificationCommands::model(const Request&) {
    return Reply::text(std::string(parts_.product.model));
}

Reply IdentificationCommands::revision(const Request&) {
    return Reply::text(parts_.firmware.modem);
}

/// AT+CGSN[=<snt>]: 0, 1 IMEI; 2 IMEISV; 3 SVN; 255 the module's serial number.
Reply IdentificationCommands::serial_number(const Request& request) {
    const std::string& imei = parts_.profile.imei;
    switch (request.get<Snt>(0).value_or(Snt::Imei)) {
        case Snt::SerialNumber:
        case Snt::Imei:
            return Reply::text(imei);
        case Snt::ImeiSv:
            return Reply::text(imei.substr(0, kImeiWithoutCheckDigit).append(kSoftwareVersion));
        case Snt::SoftwareVersion:
            return Reply::text(std::string(kSoftwareVersion));
        case Snt::ModuleSerial:
            return Reply::text(parts_.profile.serial_number);
    }
    return Reply::error(at::CmeError::OperationNotSupported);
}

Reply IdentificationCommands::capabilities(const Request&) {
    return Reply::text("+GCAP: +FCLASS, +CGSM");
}

Reply IdentificationCommands::list_commands(const Request&) {
    Reply reply = Reply::ok();
    for (const at::Row& row : context_.settings.catalogue().rows()) {
        reply = std::move(reply).line(row.name);
    }
    return reply;
}

}  // namespace sara::commands
