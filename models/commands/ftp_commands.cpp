#include "models/commands/ftp_commands.hpp"

#include "models/commands/escape_settings.hpp"
#include "models/network/address.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sara::commands {

namespace {

using at::Argument;
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using internet::FtpJob;
using internet::FtpOperation;
using internet::FtpSettings;

constexpr auto kFtpConfigure = std::to_array<Parameter>({
    {.name = "op_code", .values = "0-8,12"},
    {.name = "param1", .type = ParameterType::Either, .optional = true, .max_length = 128},
    {.name = "param2", .values = "0-120", .optional = true},  // profile, linger in s
    {.name = "param3", .values = "0-120", .optional = true},
});
constexpr auto kPerform = std::to_array<Parameter>({
    {.name = "op_code", .values = "0-8,10,11,13,14,100"},
    {.name = "param1", .type = ParameterType::Text, .optional = true, .max_length = 512},
    {.name = "param2", .type = ParameterType::Either, .optional = true, .max_length = 512},
    {.name = "param3", .values = "0,1", .optional = true},
});

/// <op_code> of +UFTP.
enum class Option {
    Address = 0,
    Name = 1,
    User = 2,
    Password = 3,
    Account = 4,
    Timeout = 5,
    Mode = 6,
    Port = 7,
    SecureControl = 8,
    SecureData = 12
};

}  // namespace

std::span<const at::Command<FtpCommands>> FtpCommands::commands() {
    using Self = FtpCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms parameters  handlers                                          attributes
        { "+UFTP",   "SR",  kFtpConfigure, {.set = &Self::configure, .read = &Self::show},  {.persists = Persists::Volatile, .source = "[firmware-update 4.1]"} },
        { "+UFTPC",  "ST",  kPerform,      {.set = &Self::perform},                         {.needs_pin = true, .source = "[firmware-update 4.1]"} },
        { "+UFTPER", "A",   {},         {.action = &Self::report_error},                 {.source = "[firmware-update 4.1]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UFTP=<op>[,<value>...]: sets, or resets without a value.  Error: CME 50 for a value that is
/// none.  [at-commands 2.9]
Reply FtpCommands::configure(const Request& request) {
    FtpSettings changed = client_.settings;
    if (!take(changed, request.get<int>(0).value_or(0), request)) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    client_.settings = std::move(changed);
    return Reply::ok();
}

bool FtpCommands::take(FtpSettings& settings, int option, const Request& request) {
    const Argument& value = request.arguments()[1];
    const bool resets = value.kind == Argument::Kind::Absent;
    const bool is_number = value.kind == Argument::Kind::Number;
    const auto in_range = [&](std::int64_t low, std::int64_t high) {
        return is_number && value.number >= low && value.number <= high;
    };
    const FtpSettings factory;
    switch (static_cast<Option>(option)) {
        case Option::Address:
            if (!network::Address::parse(value.text)) return false;
            [[fallthrough]];
        case Option::Name:
            settings.server = value.text;
            settings.server_is_name = static_cast<Option>(option) == Option::Name;
            return !is_number;
        case Option::User:
            settings.user = value.text;
            return !is_number;
        case Option::Password:
            settings.password = value.text;
            return !is_number;
        case Option::Account:
            settings.account = value.text;
            return !is_number;
        case Option::Timeout:
            settings.timeout = resets ? factory.timeout : std::chrono::seconds(value.number);
            return resets || in_range(30, 180);
        case Option::Mode:
            settings.mode =
                value.number == 1 ? network::FtpMode::Passive : network::FtpMode::Active;
            return resets || in_range(0, 1);
        case Option::Port:
            settings.port = resets ? factory.port : static_cast<std::uint16_t>(value.number);
            return resets || in_range(1, 65535);
        case Option::SecureControl:
            settings.is_secure = value.number == 1;
            settings.security_profile = request.get<int>(2);
            return resets || (in_range(0, 1) && storage::is_security_profile(request.get<int>(2)));
        case Option::SecureData:
            settings.has_secure_data = value.number == 1;
            return resets || in_range(0, 1);
    }
    return false;
}

/// AT+UFTP?: a line an option; the password is not shown.
Reply FtpCommands::show(const Request&) {
    const FtpSettings& now = client_.settings;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.timeout).count();
    const int mode = now.mode == network::FtpMode::Passive ? 1 : 0;
    return Reply::text(fmt::format("+UFTP: 0,\"{}\"", now.server_is_name ? "" : now.server))
        .line(fmt::format("+UFTP: 1,\"{}\"", now.server_is_name ? now.server : ""))
        .line(fmt::format("+UFTP: 2,\"{}\"", now.user))
        .line(fmt::format("+UFTP: 4,\"{}\"", now.account))
        .line(fmt::format("+UFTP: 5,{}", seconds))
        .line(fmt::format("+UFTP: 6,{}", mode))
        .line(fmt::format("+UFTP: 7,{}", now.port))
        .line(fmt::format("+UFTP: 8,{}", now.is_secure ? 1 : 0))
        .line(fmt::format("+UFTP: 12,{}", now.has_secure_data ? 1 : 0));
}

/// AT+UFTPC=<op>[,...]: OK, and +UUFTPCR when it has ended; CONNECT for the direct links 6 and 7.
/// Errors: CME 3 while another operation runs, 5002 while another download runs, 1916 for a TLS
/// profile that names what the store has not, 50 for a name that is missing.
/// [firmware-update 4.1, 10]
Reply FtpCommands::perform(const Request& request) {
    auto job = job_of(request);
    if (!job) return Reply::error(CmeError::IncorrectParameters);
    if (const auto error = obstacle(job->operation)) return Reply::error(*error);
    const bool uploads = job->operation == FtpOperation::DirectPut;
    if (!uploads && job->operation != FtpOperation::DirectGet) {
        client_.start(std::move(*job));
        return Reply::ok();
    }
    link_.open(request.pending(), uploads, escape_settings(settings_));
    job->direct = &link_;
    client_.start(std::move(*job));
    return Reply::later();
}

std::optional<CmeError> FtpCommands::obstacle(FtpOperation operation) const {
    const FtpSettings& settings = client_.settings;
    if (operation == FtpOperation::Login && settings.is_secure &&
        device_.tls.obstacle(settings.security_profile) == internet::TlsObstacle::NameNotFound) {
        return CmeError::CertificateNotFound;
    }
    const auto forbids = [this](Attempt attempt) {
        return device_.exclusion.refuses(attempt).has_value();
    };
    if (operation == FtpOperation::Firmware && forbids(Attempt::FtpDownload)) {
        return CmeError::FotaMemoryInUse;
    }
    if (client_.is_busy()) return CmeError::OperationNotAllowed;
    if ((operation == FtpOperation::DirectGet && forbids(Attempt::FtpDirectGet)) ||
        (operation == FtpOperation::DirectPut && forbids(Attempt::FtpDirectPut))) {
        return CmeError::OperationNotAllowed;
    }
    return std::nullopt;
}

/// Nothing if a name is missing.
std::optional<FtpJob> FtpCommands::job_of(const Request& request) const {
    FtpJob job{.operation = static_cast<FtpOperation>(request.get<int>(0).value_or(0)),
               .path = std::string(request.text(1))};
    const bool has_path = !job.path.empty();
    const bool second_is_text =
        request.has(2) && request.arguments()[2].kind == Argument::Kind::Text;
    switch (job.operation) {
        case FtpOperation::Login:
        case FtpOperation::Logout:
        case FtpOperation::List:
        case FtpOperation::NameList:
            return job;
        case FtpOperation::Rename:
        case FtpOperation::Get:
        case FtpOperation::Put:
            job.other = request.text(2);
            job.resumes = request.get<int>(3).value_or(0) == 1;
            if (!has_path || !second_is_text || job.other.empty()) return std::nullopt;
            return job;
        case FtpOperation::DirectGet:
            if (second_is_text) return std::nullopt;
            job.offset = request.get<std::uint64_t>(2).value_or(0);
            break;
        default:
            break;
    }
    if (!has_path) return std::nullopt;
    return job;
}

/// AT+UFTPER: class and code of the last operation.  [firmware-update 4.1]
Reply FtpCommands::report_error(const Request&) {
    const internet::ClientError error = client_.last_error();
    return Reply::text(fmt::format("+UFTPER: {},{}", error.error_class, error.code));
}

}  // namespace sara::commands
