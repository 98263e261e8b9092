#include "models/commands/firmware.hpp"

#include "models/commands/refusal.hpp"
#include "models/storage/file_types.hpp"

namespace sara::commands {

namespace {

using namespace sim;  // durations: 20s
using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

constexpr const char* kRates = "9600,19200,38400,57600,115200,230400,460800,921600,3000000,3250000";
constexpr std::uint32_t kDefaultBaud = 115200;
constexpr int kAuxiliary = 2;

constexpr auto kUpdate = std::to_array<Parameter>({
    {.name = "serial_port", .values = "1,2"},
    {.name = "baudrate", .values = kRates, .initial = "115200", .optional = true},
});
// The third position is reserved.  The fourth turns the installation's URCs on for good.  [UBXLIB]
constexpr auto kInstall = std::to_array<Parameter>({
    {.name = "serial_port", .values = "1,2", .optional = true},
    {.name = "baudrate", .values = kRates, .optional = true},
    {.name = "reserved", .optional = true},
    {.name = "urc", .values = "1", .optional = true},
});

}  // namespace

std::span<const at::Command<FirmwareCommands>> FirmwareCommands::commands() {
    using Self = FirmwareCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command       forms  parameters  handlers                     attributes
        { "+UFWINSTALL", "AST", kInstall,   {.action = &Self::install, .set = &Self::install, .test = &Self::accept}, {.persists = Persists::Nvm, .source = "[firmware-update 5]"} },
        { "+UFWUPD",     "ST",  kUpdate,    {.set = &Self::start_foat},  {.response_time = 20s, .source = "[firmware-update 3.1]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UFWUPD=<serial_port>[,<baud>]: resets into firmware update mode, where that port becomes an
/// Xmodem receiver at <baud> bit/s.  There is no final result code; the IRC follows the reset.
/// Errors: CME 50 for an unknown rate and for a port that is not there; CME 3 while a firmware
/// download runs.  [R01 3.1, 3.2, B]
Reply FirmwareCommands::start_foat(const Request& request) {
    const power::UpdatePort port{request.get<int>(0).value_or(0),
                                 request.get<std::uint32_t>(1).value_or(kDefaultBaud)};
    if (!has_port(port.port)) return Reply::error(CmeError::IncorrectParameters);
    if (const auto refusal = device_.exclusion.refuses(Attempt::Ufwupd)) return reply_of(*refusal);
    download_ = device_.exclusion.begin(Download::Ufwupd);
    return Reply::none().then([this, port] { device_.parts.control.start_foat(port); });
}

/// AT+UFWINSTALL[=[<port>][,<baud>]]: OK, then resets and installs the package of the FOAT area,
/// with URCs on that port.  Without a port it is this one.  Errors: CME 1612 without a package, 50
/// for an unknown rate or a port that is not there, 3 while a firmware download runs and for a
/// package of uFOTA's that its server installs.  [R01 5, 5.1, B][R03 3.4.1]
Reply FirmwareCommands::install(const Request& request) {
    if (request.has(3)) return enable_urcs(request.get<int>(0).value_or(port_));
    const power::UpdatePort port{request.get<int>(0).value_or(port_),
                                 request.get<std::uint32_t>(1).value_or(kDefaultBaud)};
    if (!has_port(port.port)) return Reply::error(CmeError::IncorrectParameters);
    if (const auto refusal = device_.exclusion.refuses(Attempt::Ufwinstall)) {
        return reply_of(*refusal);
    }
    const auto package =
        device_.parts.storage.files.size(storage::Tag::Foat, storage::kPackageName);
    if (package.has_error()) return Reply::error(CmeError::FileNotFound);
    switch (device_.ufota.download.phase()) {
        case ufota::DownloadState::DownloadedForHost:
            return Reply::ok().then([this, port] { device_.ufota.download.install(port); });
        case ufota::DownloadState::Downloaded:
        case ufota::DownloadState::Installing:
            return Reply::error(CmeError::OperationNotAllowed);
        default:
            return Reply::ok().then([this, port] { device_.parts.control.start_install(port); });
    }
}

/// AT+UFWINSTALL=[<port>],,,1: URCs also when an installation begins without +UFWINSTALL, on that
/// port, else on this; installs nothing.  Errors: CME 50 for a port that is not there, and on
/// 00B-00, which does not have it.  [firmware-update 2.2]
Reply FirmwareCommands::enable_urcs(int port) {
    if (!has_port(port)) return Reply::error(CmeError::IncorrectParameters);
    if (device_.parts.product.type_number.ends_with("00B-00")) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    return settings_.set("+UFWINSTALL", std::to_string(port)) ? Reply::ok()
                                                              : Reply::error(CmeError::FfsWrite);
}

/// The test form answers OK alone.  [R4-09 p144]
Reply FirmwareCommands::accept(const Request&) {
    return Reply::ok();
}

bool FirmwareCommands::has_port(int port) const {
    return port != kAuxiliary || device_.usio() == Device::kUsioTwoPorts;
}

}  // namespace sara::commands
