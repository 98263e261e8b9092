#include "models/commands/session.hpp"

#include "models/at/tokens.hpp"
#include "models/commands/profile_view.hpp"

namespace sara::commands {

namespace {

using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;
using Parameters = std::array<Parameter, 1>;

constexpr Parameters number(const char* values, std::string_view initial) {
    return {Parameter{.name = "n", .values = values, .initial = initial}};
}

constexpr auto kSwitchOn = number("0,1", "1");
constexpr auto kSwitchOff = number("0,1", "0");
constexpr auto kConnectText = number("0-4", "4");
constexpr auto kOnlyZero = number("0", "0");
constexpr auto kProfile = number("0,1", "0");
constexpr auto kErrorMode = number("0-2", "0");
constexpr auto kS0 = number("0-255", "0");
constexpr auto kS2 = number("0-255", "43");
constexpr auto kS3 = number("0-127", "13");
constexpr auto kS4 = number("0-127", "10");
constexpr auto kS5 = number("0-127", "8");
constexpr auto kS6 = number("0-255", "2");
constexpr auto kS7 = number("0-255", "60");
constexpr auto kS8 = number("0-255", "2");
constexpr auto kS10 = number("0-255", "1");
constexpr auto kS12 = number("0-255", "50");

constexpr auto kCharacterSet = std::to_array<Parameter>({{
    .name = "chset",
    .type = at::ParameterType::Text,
    .values = R"("IRA","GSM","PCCP437","8859-1","UCS2","HEX","UTF-8")",
    .initial = "IRA",
}});

constexpr std::size_t kMaxGreeting = 49;  // characters  [at-commands 2.1, assumed]
constexpr auto kGreeting = std::to_array<Parameter>({
    {.name = "mode", .values = "0,1", .initial = "0"},
    {.name = "text", .type = at::ParameterType::Text, .optional = true, .max_length = kMaxGreeting},
});

constexpr at::Attributes kInProfile = {.persists = Persists::Profile, .source = "[at-syntax 2]"};
constexpr at::Attributes kNothing = {.source = "[at-syntax 2]"};

struct Greeting {
    bool is_on;
    std::string text;
};

Greeting stored_greeting(const at::Settings& settings) {
    const std::string stored = settings.text("+CSGT");
    at::Tokens tokens(stored);
    const bool is_on = tokens.next().text == "1";
    return {is_on, std::string(tokens.next().text)};
}

}  // namespace

std::span<const at::Command<SessionCommands>> SessionCommands::commands() {
    using Self = SessionCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters     handlers                          attributes
        { "&F",    "A",   kOnlyZero,     {.action = &Self::factory},       kNothing },
        { "&V",    "A",   kOnlyZero,     {.action = &Self::view},          {.source = "[at-syntax 2.1]"} },
        { "&W",    "A",   kProfile,      {.action = &Self::store},         kNothing },
        { "&Y",    "A",   kProfile,      {.action = &Self::select},        kNothing },
        { "+CMEE", "SRT", kErrorMode,    {},                               {.persists = Persists::Volatile, .source = "[at-syntax 4]"} },
        { "+CSCS", "SRT", kCharacterSet, {},                               {.persists = Persists::Profile, .source = "[at-commands 1.1]"} },
        { "+CSGT", "SRT", kGreeting,     {.set = &Self::set_greeting, .read = &Self::read_greeting}, {.persists = Persists::Nvm, .source = "[at-commands 2.1]"} },
        { "E",     "A",   kSwitchOn,     {},                               kInProfile },
        { "Q",     "A",   kSwitchOff,    {},                               kInProfile },
        { "S0",    "SR",  kS0,           {},                               kInProfile },
        { "S10",   "SR",  kS10,          {},                               kInProfile },
        { "S12",   "SR",  kS12,          {},                               kInProfile },
        { "S2",    "SR",  kS2,           {},                               kInProfile },
        { "S3",    "SR",  kS3,           {},                               kInProfile },
        { "S4",    "SR",  kS4,           {},                               kInProfile },
        { "S5",    "SR",  kS5,           {},                               kInProfile },
        { "S6",    "SR",  kS6,           {},                               kInProfile },
        { "S7",    "SR",  kS7,           {},                               kInProfile },
        { "S8",    "SR",  kS8,           {},                               kInProfile },
        { "V",     "A",   kSwitchOn,     {},                               kInProfile },
        { "X",     "A",   kConnectText,  {},                               kInProfile },
        { "Z",     "A",   kProfile,      {.action = &Self::load},          kNothing },
    });
    // clang-format on
    return kCommands;
}

/// AT&F: the answer comes with the factory's format already; the port's speed and lines follow
/// when it has left.  [R4 15.25]
Reply SessionCommands::factory(const Request&) {
    settings_.load_factory();
    return Reply::ok();
}

/// AT&W[n].  [AD 3.2.1]
Reply SessionCommands::store(const Request& request) {
    return settings_.store_profile(request.get<int>(0).value_or(0)) ? Reply::ok() : Reply::error();
}

/// ATZ[n].  A call in progress is dropped.  [AD 11; V.250 6.1.1]
Reply SessionCommands::load(const Request& request) {
    context_.device.dial_up.hang_up(context_);
    settings_.load_profile(request.get<int>(0).value_or(0));
    return Reply::ok();
}

/// AT&Y[n]: the profile of the next boots.  [at-syntax 2]
Reply SessionCommands::select(const Request& request) {
    const bool saved = nvm_.set_boot_profile(request.get<int>(0).value_or(0));
    return saved ? Reply::ok() : Reply::error();
}

Reply SessionCommands::view(const Request&) {
    return view_profiles(settings_);
}

/// AT+CSGT=<mode>[,"<text>"]: without a text the one that is there stays.
Reply SessionCommands::set_greeting(const Request& request) {
    const std::string before = stored_greeting(settings_).text;
    const std::string_view text = request.get<std::string_view>(1).value_or(before);
    std::string stored = std::to_string(request.get<int>(0).value_or(0));
    stored.append(",\"").append(text).append("\"");
    return settings_.set("+CSGT", stored) ? Reply::ok() : Reply::error(at::CmeError::FfsWrite);
}

/// The text comes before the mode.  [ubx]
Reply SessionCommands::read_greeting(const Request&) {
    const Greeting greeting = stored_greeting(settings_);
    return Reply::text("+CSGT: \"" + greeting.text + "\"," + (greeting.is_on ? '1' : '0'));
}

std::optional<std::string> greeting(const at::Settings& settings) {
    Greeting stored = stored_greeting(settings);
    if (!stored.is_on) return std::nullopt;
    return std::move(stored.text);
}

}  // namespace sara::commands
