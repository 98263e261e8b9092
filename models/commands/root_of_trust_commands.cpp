#include "models/commands/root_of_trust_commands.hpp"

#include "models/storage/digest.hpp"

#include <algorithm>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;

constexpr auto kFirmware = std::to_array<Parameter>({{.name = "op_code", .values = "0,1"}});
constexpr auto kMode =
    std::to_array<Parameter>({{.name = "mode", .values = "0,1", .initial = "1"}});
// The suite's commands take up to four positions.  None gets as far as their meaning here.
constexpr Parameter kAnything = {.name = "value", .type = ParameterType::Either, .optional = true};
constexpr auto kAnythings = std::to_array<Parameter>({kAnything, kAnything, kAnything, kAnything});

constexpr int kStart = 1;  // +USECFW=1

/// Answer of +USECFW.  [security 5]
enum class FirmwareState { UpToDate = 0, UpdateNeeded = 1, FileMissing = 3 };

Reply firmware_line(FirmwareState state) {
    return Reply::text("+USECFW: " + std::to_string(static_cast<int>(state)));
}

}  // namespace

std::span<const at::Command<RootOfTrustCommands>> RootOfTrustCommands::commands() {
    using Self = RootOfTrustCommands;
    using Command = at::Command<Self>;
    static constexpr Command::Handlers kRefuse{
        .action = &Self::refuse, .set = &Self::refuse, .read = &Self::refuse};
    static constexpr at::Attributes kSuite{.source = "[security 6, assumed]"};
    // clang-format off
    static constexpr auto kCommands = std::to_array<Command>({
        // command           forms  parameters   handlers                          attributes
        { "+USECC2C",        "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECCONN",       "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECDATADEC",    "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECDATAENC",    "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECDEVCERT",    "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECDEVINFO",    "SRA", kAnythings,  {.action = &Self::refuse, .set = &Self::refuse, .read = &Self::device_state}, {.source = "[UBXLIB]"} },
        { "+USECE2EDATADEC", "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECE2EDATAENC", "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECFW",         "S",   kFirmware,   {.set = &Self::firmware},         {.response_time = std::chrono::seconds(30), .source = "[security 5]"} },
        { "+USECMODE",       "SR",  kMode,       {},                               {.persists = Persists::Nvm, .source = "[security 4]"} },
        { "+USECOPCMD",      "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECPSK",        "SRA", kAnythings,  kRefuse,                          kSuite },
        { "+USECROTUID",     "SRA", kAnythings,  {.action = &Self::identity, .set = &Self::identity, .read = &Self::identity}, {.source = "[UBXLIB]"} },
    });
    // clang-format on
    return kCommands;
}

RootOfTrustCommands::RootOfTrustCommands(PortContext& context)
    : device_(context.device),
      settings_(context.settings),
      rot_(context.device.parts.storage.rot),
      update_(device_.parts.scheduler.timer("RoT update", [this] { end_update(); })) {}

/// AT+USECFW=0: 0 the chip is up to date, 1 it needs its update, 3 the update file is missing.
/// =1 updates it.  [security 5]
Reply RootOfTrustCommands::firmware(const Request& request) {
    if (request.get<int>(0) == kStart) return start_update(request);
    if (is_chip_current()) return firmware_line(FirmwareState::UpToDate);
    return firmware_line(rot_.file() ? FirmwareState::UpdateNeeded : FirmwareState::FileMissing);
}

/// A chip that is up to date takes the file too: its space becomes free.  Errors: CME 1677 for no
/// file [assumed], 1675 for a damaged one, 1632 if the flash fails.  [security 5]
Reply RootOfTrustCommands::start_update(const Request& request) {
    if (!rot_.file()) {
        return is_chip_current() ? firmware_line(FirmwareState::UpToDate)
                                 : Reply::error(CmeError::SecDataNotAvailable);
    }
    if (!rot_.is_file_intact()) return Reply::error(CmeError::SecPackageNotValid);
    if (!rot_.begin_update()) return Reply::error(CmeError::FfsWrite);
    waiting_ = request.pending();
    update_.restart(device_.parts.profile.rot_update);
    return Reply::later();
}

void RootOfTrustCommands::end_update() {
    waiting_.finish(rot_.complete_update() ? firmware_line(FirmwareState::UpToDate)
                                           : Reply::error(CmeError::FfsWrite));
}

/// What the running firmware brings is what the chip should have.
bool RootOfTrustCommands::is_chip_current() const {
    const auto file = rot_.file();
    const auto image = device_.parts.storage.image.info();
    const std::string wanted = file ? file->version : image ? image->rot_version : std::string();
    return wanted == rot_.chip_version();
}

/// The chip's unique number: 16 hex digits.  [UBXLIB; digits assumed]
Reply RootOfTrustCommands::identity(const Request& request) {
    if (!is_suite_on()) return refuse(request);
    constexpr std::size_t kBytes = 8;
    const auto digest = storage::sha256(sim::as_bytes(device_.parts.profile.imei));
    std::string digits = storage::to_hex(sim::Bytes(digest).first(kBytes));
    std::ranges::transform(digits, digits.begin(),
                           [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
    return Reply::text("+USECROTUID: \"" + digits + '"');
}

/// Whether module and device are registered and the device is active: no.  [UBXLIB]
Reply RootOfTrustCommands::device_state(const Request& request) {
    return is_suite_on() ? Reply::text("+USECDEVINFO: 0,0,0") : refuse(request);
}

/// CME 1689 with +USECMODE: 0; 1671 because nobody personalized this chip.  [security 6, assumed]
Reply RootOfTrustCommands::refuse(const Request&) {
    return Reply::error(is_suite_on() ? CmeError::SecRotNotPersonalized : CmeError::SecDisabled);
}

}  // namespace sara::commands
