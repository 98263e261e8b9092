#include "models/commands/ufota_commands.hpp"

#include <fmt/format.h>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

/// <op> of +UFOTA; its read form names the state that the last two lead to.  [R03 3.3]
enum class UfotaOperation { Cancel = 0, Pause = 1, Resume = 2 };
enum class Status { Idle = 0, Paused = 1, Downloading = 2 };

constexpr auto kOperation = std::to_array<Parameter>({{.name = "op", .values = "0-2"}});
constexpr auto kAnswer = std::to_array<Parameter>({{.name = "seconds", .values = "0-3600"}});
constexpr auto kUfotaUrcs =
    std::to_array<Parameter>({{.name = "n", .values = "0,1", .initial = "0"}});
// The third position is 255 in every example, and nowhere explained.
constexpr auto kConfiguration = std::to_array<Parameter>({
    {.name = "server", .values = "721", .initial = "721"},
    {.name = "mode", .values = "0-3", .initial = "0"},
    {.name = "reserved", .values = "0-255", .initial = "255", .optional = true},
});

Reply done_if(bool possible) {
    return possible ? Reply::ok() : Reply::error(CmeError::OperationNotAllowed);
}

Status status_of(ufota::DownloadState phase) {
    switch (phase) {
        case ufota::DownloadState::Paused:
            return Status::Paused;
        case ufota::DownloadState::AwaitingNetwork:
        case ufota::DownloadState::Downloading:
        case ufota::DownloadState::Retrying:
        case ufota::DownloadState::Stalled:
            return Status::Downloading;
        case ufota::DownloadState::Idle:
        case ufota::DownloadState::AwaitingAck:
        case ufota::DownloadState::Scheduled:
        case ufota::DownloadState::Downloaded:
        case ufota::DownloadState::DownloadedForHost:
        case ufota::DownloadState::Installing:
            break;
    }
    return Status::Idle;
}

}  // namespace

std::span<const at::Command<UfotaCommands>> UfotaCommands::commands() {
    using Self = UfotaCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command       forms  parameters      handlers                       attributes
        { "+UFOTA",       "SRT", kOperation,     {.set = &Self::control, .read = &Self::show_download, .test = &Self::show_operations}, {.source = "[firmware-update 2.2]"} },
        { "+UFOTAACK",    "S",   kAnswer,        {.set = &Self::acknowledge},   {.source = "[R03 3.4.2]"} },
        { "+UFOTACONFIG", "SR",  kConfiguration, {.set = &Self::configure, .read = &Self::show_configuration}, {.persists = Persists::Nvm, .source = "[R03 3.4]"} },
        { "+UFOTASTAT",   "SRT", kUfotaUrcs,     {},                            {.persists = Persists::Nvm, .source = "[R01 2.2][ADG 9.1.1]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UFOTA=<op>: cancels (0), pauses (1) or resumes (2) the download; OK, then +UFOTASTAT tells.
/// Errors: CME 3 where there is nothing of the kind to be done: a download can be cancelled and
/// paused while it runs; CME 50 for 1 and 2 on 00B-00.  [R01 2.3, 2.6.5; R03 3.3; codes assumed]
Reply UfotaCommands::control(const Request& request) {
    const auto operation = static_cast<UfotaOperation>(request.get<int>(0).value_or(0));
    if (operation == UfotaOperation::Cancel) return done_if(download().cancel());
    if (is_r01()) return Reply::error(CmeError::IncorrectParameters);
    return done_if(operation == UfotaOperation::Pause ? download().pause() : download().resume());
}

/// AT+UFOTA?: state, size of the package and how much of it is here.  Error: plain ERROR on
/// 00B-00, which does not have it.  [R03 3.3]
Reply UfotaCommands::show_download(const Request&) {
    if (is_r01()) return Reply::error();
    const Status status = status_of(download().phase());
    const bool is_idle = status == Status::Idle;
    return Reply::text(fmt::format("+UFOTA: {},{},{}", static_cast<int>(status),
                                   is_idle ? 0 : download().total_bytes(),
                                   is_idle ? 0 : download().received_bytes()));
}

Reply UfotaCommands::show_operations(const Request&) {
    return Reply::text(is_r01() ? "+UFOTA: 0" : "+UFOTA: (0-2)");
}

/// AT+UFOTAACK=<s>: accepts the pending request, to begin in <s> seconds; 0 rejects it.  Errors:
/// CME 3 without a request; plain ERROR on 00B-00.  [R03 3.4.2]
Reply UfotaCommands::acknowledge(const Request& request) {
    if (is_r01()) return Reply::error();
    const std::chrono::seconds delay(request.get<int>(0).value_or(0));
    return done_if(delay.count() == 0 ? download().reject() : download().accept(delay));
}

/// AT+UFOTACONFIG=<server>,<mode>,<p3>: what to do about the next package.  Error: plain ERROR on
/// 00B-00.  [R03 3.4]
Reply UfotaCommands::configure(const Request& request) {
    if (is_r01()) return Reply::error();
    const bool saved = settings_.set("+UFOTACONFIG", at::to_text(request.arguments()));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

Reply UfotaCommands::show_configuration(const Request&) {
    if (is_r01()) return Reply::error();
    return Reply::text("+UFOTACONFIG: " + settings_.text("+UFOTACONFIG"));
}

}  // namespace sara::commands
