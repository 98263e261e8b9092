#include "models/commands/security_profile_commands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::commands {

namespace {

using at::Argument;
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Reply;
using at::Request;
using at::Values;
using storage::SecurityOption;

// What the values are depends on the operation: see kRules.
constexpr auto kSecurityProfile = std::to_array<Parameter>({
    {.name = "profile_id", .values = "0-4"},
    {.name = "op_code", .values = "0-14", .optional = true},
    {.name = "param_val1", .type = ParameterType::Either, .optional = true},
    {.name = "param_val2", .type = ParameterType::Either, .optional = true},
    {.name = "param_val3", .type = ParameterType::Either, .optional = true},
});
constexpr std::size_t kFirstValue = 2;

/// What a value of an option may be; a text of the second kind is allowed twice as long, because it
/// is written in hex.
struct Rule {
    ParameterType type = ParameterType::Number;
    Values numbers = {};
    std::size_t max_length = 0;
    Values kinds = {};  ///< of the second value; nothing: there is no second value
};

constexpr Rule number(const char* values) {
    return {.type = ParameterType::Number, .numbers = values};
}
constexpr Rule text(std::size_t max_length, const char* kinds = "") {
    return {.type = ParameterType::Text, .max_length = max_length, .kinds = kinds};
}

// clang-format off
constexpr auto kRules = std::to_array<Rule>({                       // [security 2]
    number("0-3"),       // validation level
    number("0-4"),       // TLS version
    number("0-15,99,100"), // cipher suite; 99 and 100 name suites in texts
    text(200),           // root CA
    text(256),           // expected host
    text(200),           // client certificate
    text(200),           // client key
    text(128),           // its password
    text(64, "0,1"),     // PSK: ASCII or hex
    text(128, "0,1"),    // PSK identity: ASCII or hex
    text(128),           // SNI
    number("0,1"),       // PSK from the RoT
    text(200, "0-2"),    // pinned certificate and level
    {},                  // session resumption: by sub-tag
    number("0,1"),       // device certificate
});
// clang-format on
static_assert(kRules.size() == storage::kSecurityOptions);

constexpr int kIanaSuite = 99;
constexpr int kSuiteList = 100;
constexpr int kHex = 1;

bool is_hex(std::string_view text) {
    return text.size() % 2 == 0 && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

/// AT+USECPRF=<p>,2,99,"<byte>","<byte>" or ...,100,"<suites>".
bool are_suite_values(std::span<const Argument> values) {
    const auto is_text = [&](std::size_t position) {
        return values[position].kind == Argument::Kind::Text;
    };
    const auto is_absent = [&](std::size_t position) {
        return values[position].kind == Argument::Kind::Absent;
    };
    if (values[0].number == kIanaSuite) {
        return is_text(1) && is_text(2) && is_hex(values[1].text) && is_hex(values[2].text);
    }
    if (values[0].number == kSuiteList) return is_text(1) && is_absent(2);
    return is_absent(1) && is_absent(2);
}

bool is_number(const Rule& rule, std::span<const Argument> values) {
    return values[0].kind == Argument::Kind::Number && rule.numbers.contains(values[0].number);
}

/// A text, and its kind where the option has kinds.
bool is_text(const Rule& rule, bool may_be_hex, std::span<const Argument> values) {
    const Argument& kind = values[1];
    const bool has_kind = kind.kind == Argument::Kind::Number;
    const bool fits_kind = has_kind ? !rule.kinds.is_any() && rule.kinds.contains(kind.number)
                                    : kind.kind == Argument::Kind::Absent;
    const bool in_hex = may_be_hex && has_kind && kind.number == kHex;
    const std::size_t most = in_hex ? 2 * rule.max_length : rule.max_length;
    return values[0].kind == Argument::Kind::Text && fits_kind && values[0].text.size() <= most &&
           (!in_hex || is_hex(values[0].text));
}

bool are_allowed(SecurityOption option, std::span<const Argument> values) {
    const Rule& rule = kRules[static_cast<std::size_t>(option)];
    if (option == SecurityOption::CipherSuite) {
        return is_number(rule, values) && are_suite_values(values);
    }
    if (values[2].kind != Argument::Kind::Absent) return false;
    if (rule.type == ParameterType::Number) {
        return is_number(rule, values) && values[1].kind == Argument::Kind::Absent;
    }
    const bool may_be_hex = option == SecurityOption::Psk || option == SecurityOption::PskIdentity;
    return is_text(rule, may_be_hex, values);
}

/// Sub-tags of session resumption.  [IG 3.4]
enum class SubTag { Enabled = 0, Type = 1, Data = 2, EncryptedData = 12 };

bool is_allowed_of(SubTag tag, const Argument& value) {
    const bool is_number = value.kind == Argument::Kind::Number;
    switch (tag) {
        case SubTag::Enabled:
            return is_number && (value.number == 0 || value.number == 1);
        case SubTag::Type:
            return is_number && (value.number == 0 || value.number == 10);
        case SubTag::Data:
        case SubTag::EncryptedData:
            return value.kind == Argument::Kind::Text;
    }
    return false;
}

bool is_sub_tag(const Argument& value) {
    return value.kind == Argument::Kind::Number && Values("0-2,12").contains(value.number);
}

}  // namespace

std::span<const at::Command<SecurityProfileCommands>> SecurityProfileCommands::commands() {
    using Self = SecurityProfileCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command    forms parameters handlers                  attributes
        { "+USECPRF", "S",  kSecurityProfile, {.set = &Self::configure}, {.persists = at::Persists::Nvm, .source = "[security 2]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+USECPRF=<p> resets, =<p>,<op> reads, =<p>,<op>,<v1>[,<v2>[,<v3>]] sets.  Errors: CME 50 for
/// what the option does not take; CME 1632 if the flash fails.
Reply SecurityProfileCommands::configure(const Request& request) {
    const int profile = request.get<int>(0).value_or(0);
    if (!request.has(1)) {
        return profiles_.reset(profile) ? Reply::ok() : Reply::error(CmeError::FfsWrite);
    }
    const auto option = *request.get<SecurityOption>(1);
    if (option == SecurityOption::Resumption) return resume_sessions(profile, request);
    return request.has(kFirstValue) ? write(profile, option, request) : read(profile, option);
}

Reply SecurityProfileCommands::read(int profile, SecurityOption option) const {
    return Reply::text(fmt::format("+USECPRF: {},{},{}", profile, static_cast<int>(option),
                                   profiles_.text(profile, option)));
}

Reply SecurityProfileCommands::write(int profile, SecurityOption option, const Request& request) {
    const auto values = request.arguments().subspan(kFirstValue);
    constexpr int kTls13 = 4;  // needs a 01B  [module-behaviour 1]
    const bool is_beyond =
        option == SecurityOption::TlsVersion && !is_01b_ && values[0].number == kTls13;
    if (is_beyond || !are_allowed(option, values)) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    const bool stored = profiles_.set(profile, option, at::to_text(values));
    return stored ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

/// AT+USECPRF=<p>,13,<sub-tag>[,<value>[,<value>]]: in RAM alone.  Without a sub-tag whether it is
/// on.  [IG 3.4]
Reply SecurityProfileCommands::resume_sessions(int profile, const Request& request) {
    const auto values = request.arguments().subspan(kFirstValue);
    if (values[0].kind != Argument::Kind::Absent && !is_sub_tag(values[0])) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    const auto tag = static_cast<int>(values[0].number);
    if (values[1].kind == Argument::Kind::Absent) {
        return Reply::text(
            fmt::format("+USECPRF: {},13,{},{}", profile, tag, profiles_.resumption(profile, tag)));
    }
    if (!is_allowed_of(static_cast<SubTag>(tag), values[1])) {
        return Reply::error(CmeError::IncorrectParameters);
    }
    profiles_.set_resumption(profile, tag, at::to_text(values.subspan(1)));
    return Reply::ok();
}

}  // namespace sara::commands
