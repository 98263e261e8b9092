#include "models/commands/radio_commands.hpp"

#include "models/commands/radio_settings.hpp"
#include "models/network/mno_profiles.hpp"

#include <fmt/format.h>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;
using network::AccessTechnology;

// 38, 102, 198 and 206 are unconfirmed and left out.  [module-behaviour 7]
constexpr auto kMnoProfile = std::to_array<Parameter>({
    {.name = "MNO", .values = "0-6,8,19-21,28,31,32,39,90,100,101,201", .initial = "90"},
    {.name = "automatic_reset", .values = "0,1", .optional = true},
    {.name = "urc", .values = "0,1", .optional = true},
});
constexpr auto kRat = std::to_array<Parameter>({{.name = "AcT", .values = "7,8", .initial = "7"}});
constexpr auto kBands = std::to_array<Parameter>({
    {.name = "rat", .values = "0,1"},
    {.name = "mask1", .values = "0-9223372036854775807"},
    {.name = "mask2", .values = "0-9223372036854775807", .initial = "0", .optional = true},
});

constexpr auto kStacks = std::to_array<Parameter>({{.name = "n", .values = "28", .initial = "28"}});

constexpr AccessTechnology act_of(int rat) {
    return rat == 0 ? AccessTechnology::LteM : AccessTechnology::NbIot;
}

}  // namespace

std::span<const at::Command<RadioCommands>> RadioCommands::commands() {
    using Self = RadioCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command      forms  parameters handlers                                                                              attributes
        { "+UBANDMASK", "SRT", kBands,      {.set = &Self::set_bands, .read = &Self::read_bands, .test = &Self::bands},           {.persists = Persists::Nvm, .source = "[AD 7.2]"} },
        { "+UMNOPROF",  "SRT", kMnoProfile, {.set = &Self::set_profile, .read = &Self::read_profile},                             {.persists = Persists::Nvm, .bad_parameter = CmeError::OperationNotSupported, .source = "[AD 6]"} },
        { "+URAT",      "SRT", kRat,        {.set = &Self::set_rat, .test = &Self::rats},                                         {.persists = Persists::Nvm, .source = "[AD 7.1]"} },
        { "+WS46",      "SRT", kStacks,     {.read = &Self::read_stack, .test = &Self::stacks},                                   {.persists = Persists::Volatile, .source = "[TS 27.007 5.9]"} },
    });
    // clang-format on
    return kCommands;
}

bool RadioCommands::has_nb_iot() const {
    return context_.device.parts.product.generation == products::Generation::B01;
}

// --- +UMNOPROF

/// AT+UMNOPROF=<MNO>[,<automatic_reset>[,<urc>]]; applied by the next boot.  Errors: CME 3 while
/// registered [AD 6.3]; CME 4 for an unknown profile; CME 50 if <MNO>=1 lacks the other two
/// [AD 6.7], which other profiles do not keep.
Reply RadioCommands::set_profile(const Request& request) {
    if (context_.device.registration.is_registered()) {
        return Reply::error(CmeError::OperationNotAllowed);
    }
    const bool by_sim = request.get<int>(0) == network::kSimSelectsProfile;
    const bool is_complete = request.has(1) && request.has(2);
    if (by_sim && !is_complete) return Reply::error(CmeError::IncorrectParameters);
    const bool saved = context_.settings.set(
        "+UMNOPROF",
        at::to_text(request.arguments().first(by_sim ? request.arguments().size() : 1)));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

/// The profile; of 1 also the one that the SIM selects, and its options.  [AD T8]
Reply RadioCommands::read_profile(const Request&) {
    std::string stored = context_.settings.text("+UMNOPROF");
    const std::size_t comma = stored.find(',');
    if (comma != stored.npos) {
        stored.insert(comma,
                      fmt::format(",{}", network::profile_of_sim(context_.device.sim.data().imsi)));
    }
    return Reply::text("+UMNOPROF: " + stored);
}

// With <MNO>=1 the SIM's profile is told once the SIM can be read; if another one is in force, the
// module resets to apply it.  [AD 6.7]
void RadioCommands::on_sim_changed(network::SimState state) {
    constexpr int kPrimary = 1;
    storage::Nvm& nvm = context_.device.parts.storage.nvm;
    const bool by_sim = network::selected_profile(nvm) == network::kSimSelectsProfile;
    if (state != network::SimState::Ready || !by_sim) return;
    const int detected = network::profile_of_sim(context_.device.sim.data().imsi);
    network::note_detected_profile(nvm, detected);
    if (context_.settings.number("+UMNOPROF", 2) == 1) {
        context_.post(fmt::format("+UMNOPROF: {},{}", network::kSimSelectsProfile, detected));
    }
    const bool resets = context_.settings.number("+UMNOPROF", 1) == 1;
    const bool is_applied = network::applied_profile(nvm).id == detected;
    if (resets && !is_applied && context_.number == kPrimary) {
        context_.device.parts.control.reset(power::Reset::WithSim);
    }
}

// --- +URAT, +UBANDMASK: in force from the next boot

/// AT+URAT=<AcT>.  Errors: CME 4 for NB-IoT on a 00B, which has none.
Reply RadioCommands::set_rat(const Request& request) {
    const auto act = *request.get<AccessTechnology>(0);
    if (act == AccessTechnology::NbIot && !has_nb_iot()) {
        return Reply::error(CmeError::OperationNotSupported);
    }
    const bool saved = context_.settings.set("+URAT", std::to_string(static_cast<int>(act)));
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

Reply RadioCommands::rats(const Request&) {
    return Reply::text(has_nb_iot() ? "+URAT: (7,8)" : "+URAT: (7)");
}

/// AT+UBANDMASK=<rat>,<mask1>[,<mask2>].  Errors: CME 50 for no band, a band that the module does
/// not have, or NB-IoT on a 00B.
Reply RadioCommands::set_bands(const Request& request) {
    const int rat = *request.get<int>(0);
    const network::Bands wanted{.low = *request.get<std::uint64_t>(1),
                                .high = *request.get<std::uint64_t>(2)};
    const bool is_possible =
        wanted.count() > 0 && wanted.is_within(network::kAllBands) && (rat == 0 || has_nb_iot());
    if (!is_possible) return Reply::error(CmeError::IncorrectParameters);
    const bool saved = store_band_mask(context_.device.parts.storage.nvm, act_of(rat), wanted);
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

Reply RadioCommands::read_bands(const Request&) {
    std::string text;
    for (const int rat : {0, 1}) {
        if (rat == 1 && !has_nb_iot()) continue;
        const network::Bands mask = band_mask(context_.device.parts.storage.nvm, act_of(rat));
        text += fmt::format("{}{},{},{}", text.empty() ? "+UBANDMASK: " : ",", rat, mask.low,
                            mask.high);
    }
    return Reply::text(std::move(text));
}

/// AT+WS46: E-UTRAN alone; printed without the command's name.  [TS 27.007 5.9]
Reply RadioCommands::read_stack(const Request&) {
    return Reply::text(context_.settings.text("+WS46"));
}

Reply RadioCommands::stacks(const Request&) {
    return Reply::text("(28)");
}

Reply RadioCommands::bands(const Request&) {
    return Reply::text(fmt::format("+UBANDMASK: ({}),(0-{}),(0-{})", has_nb_iot() ? "0,1" : "0",
                                   network::kAllBands.low, network::kAllBands.high));
}

}  // namespace sara::commands
