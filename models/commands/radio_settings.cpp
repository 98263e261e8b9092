#include "models/commands/radio_settings.hpp"

#include "models/at/tokens.hpp"
#include "models/network/mno_profiles.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

namespace sara::commands {

namespace {

template <class T>
T number_of(std::string_view text) {
    T number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string mask_key(network::AccessTechnology act) {
    return fmt::format("+UBANDMASK {}", act == network::AccessTechnology::NbIot ? 1 : 0);
}

}  // namespace

network::Bands band_mask(const storage::Nvm& nvm, network::AccessTechnology act) {
    const auto stored = nvm.get(mask_key(act));
    if (!stored) return network::applied_profile(nvm).bands;
    at::Tokens masks(*stored);
    const auto low = number_of<std::uint64_t>(masks.next().text);
    return {.low = low, .high = number_of<std::uint64_t>(masks.next().text)};
}

bool store_band_mask(storage::Nvm& nvm, network::AccessTechnology act, network::Bands bands) {
    return nvm.set(mask_key(act), fmt::format("{},{}", bands.low, bands.high));
}

network::RadioChoice radio_choice(const storage::Nvm& nvm) {
    const auto rat = nvm.get("+URAT");
    const auto act = rat ? static_cast<network::AccessTechnology>(number_of<int>(*rat))
                         : network::AccessTechnology::LteM;
    return {.act = act, .bands = band_mask(nvm, act)};
}

network::PlmnSelection boot_selection(const storage::Nvm& nvm) {
    using enum network::PlmnSelection;
    const auto profile = nvm.profile(nvm.boot_profile());
    if (!profile) return Automatic;
    const auto stored = profile->find("+COPS");
    // The network that was asked for by hand is not stored: what is left is an automatic search.
    const bool stays_off = stored != profile->end() && stored->second == "2";
    return stays_off ? Deregistered : Automatic;
}

std::optional<network::PsmTimers> wanted_psm(const storage::Nvm& nvm) {
    const auto stored = nvm.get("+CPSMS");
    if (!stored) return std::nullopt;
    at::Tokens fields(*stored);
    const bool is_on = fields.next().text == "1";
    fields.next();  // RAU and READY timers are of 2G
    fields.next();
    network::PsmTimers timers;
    timers.periodic = fields.next().text;
    timers.active = fields.next().text;
    return is_on ? std::optional(timers) : std::nullopt;
}

}  // namespace sara::commands
