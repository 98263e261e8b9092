#include "models/commands/http_commands.hpp"

#include "models/network/address.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
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
using internet::HttpJob;
using internet::HttpProfile;
using internet::HttpVerb;

constexpr Parameter kHttpProfile = {.name = "profile_id", .values = "0-3"};

constexpr auto kHttpConfigure = std::to_array<Parameter>({
    kHttpProfile,
    {.name = "op_code", .values = "0-7,9", .optional = true},
    {.name = "param_val", .type = ParameterType::Either, .optional = true, .max_length = 256},
    {.name = "param_val1", .values = "0-120", .optional = true},  // profile, linger in s
});
constexpr auto kHttpPerform = std::to_array<Parameter>({
    kHttpProfile,
    {.name = "http_command", .values = "0-5,100"},
    {.name = "path", .type = ParameterType::Text, .max_length = 512},
    {.name = "filename", .type = ParameterType::Text, .optional = true},
    {.name = "param1", .type = ParameterType::Text, .optional = true},
    {.name = "content_type", .values = "0-6", .initial = "0", .optional = true},
    {.name = "user_type", .type = ParameterType::Text, .optional = true},
});
constexpr auto kHttpReport = std::to_array<Parameter>({kHttpProfile});

/// <op_code> of +UHTTP.
enum class HttpOption {
    Address = 0,
    Name = 1,
    User = 2,
    Password = 3,
    Authentication = 4,
    Port = 5,
    Secure = 6,
    Timeout = 7,
    Header = 9
};

constexpr auto kContentTypes = std::to_array<std::string_view>({
    "application/x-www-form-urlencoded",
    "text/plain",
    "application/octet-stream",
    "multipart/form-data",
    "application/json",
    "application/xml",
});
constexpr std::int64_t kMultipart = 3;
constexpr std::string_view kBoundary = "U1Blox2Http3Unique4Boundary5";  // [R4 21.3.4]
constexpr std::size_t kMaxPostData = 128;                               // [at-commands 2.10]

/// `<id>:<name>:<value>`; a header without a name is taken away.
bool take_header(HttpProfile& profile, std::string_view text) {
    std::size_t id = profile.custom_headers.size();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    const auto colon = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || id >= profile.custom_headers.size()) return false;
    if (colon >= text.size() || text[colon] != ':') return false;
    const std::string_view rest = text.substr(colon + 1);
    const std::size_t second = rest.find(':');
    if (second == std::string_view::npos) return false;
    profile.custom_headers[id].reset();
    if (second > 0) {
        profile.custom_headers[id] = network::HttpHeader{std::string(rest.substr(0, second)),
                                                         std::string(rest.substr(second + 1))};
    }
    return true;
}

/// The body of a form with one file.
std::vector<std::uint8_t> as_form(const std::vector<std::uint8_t>& bytes, std::string_view name) {
    const std::string text = fmt::format(
        "--{0}\r\nContent-Disposition: form-data; name=\"{1}\"; filename=\"{1}\"\r\n"
        "Content-Type: application/octet-stream\r\n\r\n{2}\r\n--{0}--\r\n",
        kBoundary, name, sim::as_text(bytes));
    return {text.begin(), text.end()};
}

std::string default_file(int profile) {
    return fmt::format("http_last_response_{}", profile);  // [at-commands 2.10, assumed]
}

}  // namespace

std::span<const at::Command<HttpCommands>> HttpCommands::commands() {
    using Self = HttpCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command    forms parameters  handlers                        attributes
        { "+UHTTP",   "ST", kHttpConfigure, {.set = &Self::configure},      {.persists = Persists::Volatile, .source = "[firmware-update 4.2]"} },
        { "+UHTTPC",  "ST", kHttpPerform,   {.set = &Self::perform},        {.needs_pin = true, .source = "[firmware-update 4.2]"} },
        { "+UHTTPER", "S",  kHttpReport,    {.set = &Self::report_error},   {.source = "[firmware-update 4.2]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UHTTP=<profile>[,<op>[,<value>[,<value2>]]]: resets the profile, shows a value or sets one.
/// Errors: CME 50 for a value that is none, 3 while the profile's request runs.  [at-commands 2.10]
Reply HttpCommands::configure(const Request& request) {
    const int number = request.get<int>(0).value_or(0);
    if (client_.is_busy(number)) return Reply::error(CmeError::OperationNotAllowed);
    if (!request.has(1)) {
        client_.profile(number) = HttpProfile{};
        return Reply::ok();
    }
    const int option = request.get<int>(1).value_or(0);
    if (!request.has(2)) return show(number, option);
    HttpProfile changed = client_.profile(number);
    if (!take(changed, option, request)) return Reply::error(CmeError::IncorrectParameters);
    client_.profile(number) = std::move(changed);
    return Reply::ok();
}

bool HttpCommands::take(HttpProfile& profile, int option, const Request& request) {
    const Argument& value = request.arguments()[2];
    const bool is_number = value.kind == Argument::Kind::Number;
    const auto in_range = [&](std::int64_t low, std::int64_t high) {
        return is_number && value.number >= low && value.number <= high;
    };
    switch (static_cast<HttpOption>(option)) {
        case HttpOption::Address:
            if (!network::Address::parse(value.text)) return false;
            [[fallthrough]];
        case HttpOption::Name:
            profile.server = value.text;
            profile.server_is_name = static_cast<HttpOption>(option) == HttpOption::Name;
            return !is_number;
        case HttpOption::User:
            profile.user = value.text;
            return !is_number;
        case HttpOption::Password:
            profile.password = value.text;
            return !is_number;
        case HttpOption::Authentication:
            profile.authenticates = value.number == 1;
            return in_range(0, 1);
        case HttpOption::Port:
            profile.port_by_hand = static_cast<std::uint16_t>(value.number);
            return in_range(1, 65535);
        case HttpOption::Secure:
            profile.is_secure = value.number == 1;
            profile.security_profile = request.get<int>(3);
            return in_range(0, 1) && storage::is_security_profile(request.get<int>(3));
        case HttpOption::Timeout:
            profile.timeout = std::chrono::seconds(value.number);
            return in_range(30, 180);
        case HttpOption::Header:
            return !is_number && take_header(profile, value.text);
    }
    return false;
}

Reply HttpCommands::show(int number, int option) {
    const HttpProfile& profile = client_.profile(number);
    const auto shown = [&](const std::string& value) {
        return Reply::text(fmt::format("+UHTTP: {},{},{}", number, option, value));
    };
    const auto quoted = [](std::string_view text) { return fmt::format("\"{}\"", text); };
    switch (static_cast<HttpOption>(option)) {
        case HttpOption::Address:
            return shown(quoted(profile.server_is_name ? "" : profile.server));
        case HttpOption::Name:
            return shown(quoted(profile.server_is_name ? profile.server : ""));
        case HttpOption::User:
            return shown(quoted(profile.user));
        case HttpOption::Password:
            return shown(quoted(profile.password));
        case HttpOption::Authentication:
            return shown(profile.authenticates ? "1" : "0");
        case HttpOption::Port:
            return shown(fmt::format("{}", profile.port()));
        case HttpOption::Secure:
            return shown(profile.is_secure ? "1" : "0");
        case HttpOption::Timeout:
            return shown(fmt::format(
                "{}", std::chrono::duration_cast<std::chrono::seconds>(profile.timeout).count()));
        case HttpOption::Header:
            break;
    }
    Reply reply = Reply::ok();
    for (std::size_t id = 0; id < profile.custom_headers.size(); ++id) {
        const auto& header = profile.custom_headers[id];
        if (!header) continue;
        reply = std::move(reply).line(fmt::format("+UHTTP: {},{},\"{}:{}:{}\"", number, option, id,
                                                  header->name, header->value));
    }
    return reply;
}

/// AT+UHTTPC=<profile>,<command>,"<path>",...: OK, and +UUHTTPCR when it has ended.  Errors: CME 3
/// while the profile's request runs, 5002 while another download runs, 1612 without the file to be
/// sent, 1916 for a TLS profile that names what the store has not, 50 for data that are missing or
/// too long.  [firmware-update 4.2][at-commands 2.10]
Reply HttpCommands::perform(const Request& request) {
    const int number = request.get<int>(0).value_or(0);
    HttpJob job{.verb = static_cast<HttpVerb>(request.get<int>(1).value_or(0)),
                .path = std::string(request.text(2)),
                .result_file = std::string(request.text(3))};
    if (job.verb == HttpVerb::Firmware && device_.exclusion.refuses(Attempt::HttpDownload)) {
        return Reply::error(CmeError::FotaMemoryInUse);
    }
    if (client_.is_busy(number)) return Reply::error(CmeError::OperationNotAllowed);
    const HttpProfile& profile = client_.profile(number);
    if (profile.is_secure &&
        device_.tls.obstacle(profile.security_profile) == internet::TlsObstacle::NameNotFound) {
        return Reply::error(CmeError::CertificateNotFound);
    }
    if (job.result_file.empty()) job.result_file = default_file(number);
    switch (job.verb) {
        case HttpVerb::Put:
        case HttpVerb::PostFile:
        case HttpVerb::PostData:
            return start_upload(number, std::move(job), request);
        case HttpVerb::Firmware:
        case HttpVerb::Head:
        case HttpVerb::Get:
        case HttpVerb::Delete:
            break;
    }
    return start(number, std::move(job));
}

Reply HttpCommands::start_upload(int number, HttpJob job, const Request& request) {
    const std::string_view source = request.text(4);
    const std::int64_t type = request.get<std::int64_t>(5).value_or(0);
    if (source.empty()) return Reply::error(CmeError::IncorrectParameters);
    if (job.verb == HttpVerb::PostData) {
        if (source.size() > kMaxPostData) return Reply::error(CmeError::IncorrectParameters);
        job.body.assign(source.begin(), source.end());
    } else {
        auto file = device_.parts.storage.files.read(storage::Tag::User, source);
        if (file.has_error()) return Reply::error(CmeError::FileNotFound);
        job.body = std::move(*file);
    }
    const bool is_known = static_cast<std::size_t>(type) < kContentTypes.size();
    job.content_type = is_known ? kContentTypes[static_cast<std::size_t>(type)] : request.text(6);
    if (type == kMultipart) {
        job.content_type += fmt::format("; boundary={}", kBoundary);
        job.body = as_form(job.body, source);
    }
    return start(number, std::move(job));
}

Reply HttpCommands::start(int number, HttpJob job) {
    client_.start(number, std::move(job));
    return Reply::ok();
}

/// AT+UHTTPER=<profile>: class and code of its last request.  [firmware-update 4.2]
Reply HttpCommands::report_error(const Request& request) {
    const int number = request.get<int>(0).value_or(0);
    const internet::ClientError error = client_.last_error(number);
    // The misprint of R01's Table 11 is behind a switch.  [firmware-update 13]
    if (device_.parts.profile.uhttper_without_profile) {
        return Reply::text(fmt::format("+UHTTPER: {},{}", error.error_class, error.code));
    }
    return Reply::text(fmt::format("+UHTTPER: {},{},{}", number, error.error_class, error.code));
}

}  // namespace sara::commands
