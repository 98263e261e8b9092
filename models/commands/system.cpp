#include "models/commands/system.hpp"

#include "models/at/settings.hpp"

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

constexpr auto kClock =
    std::to_array<Parameter>({{.name = "time", .type = at::ParameterType::Text}});
constexpr auto kTimeUpdate =
    std::to_array<Parameter>({{.name = "mode", .values = "0-2", .initial = "1"}});
constexpr auto kTimeReport =
    std::to_array<Parameter>({{.name = "mode", .values = "0-3", .initial = "0"}});
constexpr auto kRestore = std::to_array<Parameter>({
    {.name = "fs", .values = "0-2", .initial = "0"},
    {.name = "nvm", .values = "0-2", .initial = "0"},
});
// 38, 102, 198 and 206 are unconfirmed and left out.  [module-behaviour 7]
constexpr auto kMnoProfile = std::to_array<Parameter>({
    {.name = "MNO", .values = "0-6,8,19-21,28,31,32,39,90,100,101,201", .initial = "90"},
    {.name = "automatic_reset", .values = "0,1", .optional = true},
    {.name = "urc", .values = "0,1", .optional = true},
});

constexpr int kSimSelects = 1;                       // the profile that goes by the SIM
constexpr std::string_view kFallbackProfile = "90";  // what it selects without a known SIM [AD 6.7]

}  // namespace

std::span<const at::Command<SystemCommands>> SystemCommands::commands() {
    using Self = SystemCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command     forms  parameters   handlers                        attributes
        { "+CCLK",     "SRT", kClock,      {.set = &Self::set_clock, .read = &Self::read_clock}, {.source = "[module-behaviour 12]"} },
        { "+CTZR",     "SRT", kTimeReport, {},                             {.persists = Persists::Volatile, .source = "[at-commands 1.2]"} },
        { "+CTZU",     "SRT", kTimeUpdate, {},                             {.persists = Persists::Nvm, .source = "[module-behaviour 12]"} },
        { "+UFACTORY", "SRT", kRestore,    {.set = &Self::set_factory_restore, .read = &Self::read_factory_restore}, {.persists = Persists::Nvm, .source = "[AD 11]"} },
        { "+UMNOPROF", "SRT", kMnoProfile, {.set = &Self::set_mno_profile, .read = &Self::read_mno_profile}, {.persists = Persists::Nvm, .bad_parameter = CmeError::OperationNotSupported, .source = "[AD 6]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+CCLK="yy/MM/dd,hh:mm:ss+tz", the zone included.  Errors: CME 4 for anything else.
Reply SystemCommands::set_clock(const Request& request) {
    const auto text = request.get<std::string_view>(0).value_or("");
    const bool taken = device_.parts.clock.set(text);
    return taken ? Reply::ok() : Reply::error(CmeError::OperationNotSupported);
}

Reply SystemCommands::read_clock(const Request&) {
    return Reply::text("+CCLK: \"" + device_.parts.clock.text() + '"');
}

/// AT+UFACTORY=<fs>,<nvm> only leaves a mark: the next boot acts on it.  [AD 11]
Reply SystemCommands::set_factory_restore(const Request& request) {
    const storage::FactoryRestore what{request.get<int>(0).value_or(0),
                                       request.get<int>(1).value_or(0)};
    const bool saved = device_.parts.storage.nvm.set_factory_restore(what);
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

Reply SystemCommands::read_factory_restore(const Request&) {
    const storage::FactoryRestore what = device_.parts.storage.nvm.factory_restore();
    return Reply::text("+UFACTORY: " + std::to_string(what.fs) + ',' + std::to_string(what.nvm));
}

/// AT+UMNOPROF=<MNO>[,<automatic_reset>[,<urc>]]; applied by the next boot.  Errors: CME 3 while
/// registered [AD 6.3]; CME 4 for an unknown profile; CME 50 if <MNO>=1 lacks the other two
/// [AD 6.7], which other profiles do not keep.
Reply SystemCommands::set_mno_profile(const Request& request) {
    if (device_.parts.registration.is_registered()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    const bool by_sim = request.get<int>(0) == kSimSelects;
    const bool is_complete = request.has(1) && request.has(2);
    if (by_sim && !is_complete) return Reply::error(CmeError::IncorrectParameters);
    const bool saved = settings_.set(
        "+UMNOPROF",
        at::to_text(request.arguments().first(by_sim ? request.arguments().size() : 1)));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

/// The profile; of 1 also the one that the SIM selected, and its options.  [AD T8]
Reply SystemCommands::read_mno_profile(const Request&) {
    std::string stored = settings_.text("+UMNOPROF");
    const std::size_t comma = stored.find(',');
    if (comma != stored.npos) stored.insert(comma, ',' + std::string(kFallbackProfile));
    return Reply::text("+UMNOPROF: " + stored);
}

}  // namespace sara::commands
