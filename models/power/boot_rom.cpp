#include "models/power/boot_rom.hpp"

#include <array>
#include <optional>

namespace sara::power {

namespace {

using storage::InstallPhase;

/// One rule; an empty condition holds always.  The first rule that holds decides.
struct Rule {
    std::optional<InstallPhase> install;  ///< an installation is pending in this phase
    std::optional<bool> keeps_staging;    ///< its method builds the image in `staging` first
    std::optional<bool> update_mode;      ///< firmware update mode is marked
    std::optional<bool> image_is_valid;
    std::optional<bool> is_dirty;  ///< the image was touched, and what goes with it is not done
    BootTarget target;
};

// clang-format off
constexpr auto kAny = std::nullopt;
constexpr auto kRules = std::to_array<Rule>({
    // pending phase          staging update mode  image   dirty   boots
    {InstallPhase::Validate,  kAny,   kAny,        kAny,   kAny,   BootTarget::Install},     // from +UFWPREVAL: 0  [R01 5.1.1]
    {InstallPhase::Copy,      kAny,   kAny,        kAny,   kAny,   BootTarget::Install},     // from +UUFWINSTALL: 1
    {InstallPhase::Effects,   kAny,   kAny,        true,   kAny,   BootTarget::Install},     // the image is in: its effects
    {InstallPhase::Effects,   true,   kAny,        false,  kAny,   BootTarget::Install},     // it is not: copied again
    {kAny,                    kAny,   true,        kAny,   kAny,   BootTarget::UpdateMode},  // send the file again  [R01 3.1.1]
    {kAny,                    kAny,   kAny,        true,   false,  BootTarget::Firmware},
    {kAny,                    kAny,   kAny,        kAny,   kAny,   BootTarget::Nothing},     // flash it  [R01 6]
});
// clang-format on

/// FOAT writes the firmware slot straight from the package, the others by way of `staging`.
bool builds_in_staging(const storage::PendingInstall& install) {
    return install.method != storage::UpdateMethod::Foat;
}

template <class T>
bool holds(const std::optional<T>& condition, const T& fact) {
    return !condition || *condition == fact;
}

}  // namespace

BootTarget decide(const storage::JournalState& journal, bool image_is_valid) {
    for (const Rule& rule : kRules) {
        if (rule.install && (!journal.install || journal.install->phase != *rule.install)) continue;
        if (rule.keeps_staging && *rule.keeps_staging != builds_in_staging(*journal.install))
            continue;
        if (!holds(rule.update_mode, journal.update_mode.has_value())) continue;
        if (!holds(rule.image_is_valid, image_is_valid)) continue;
        if (!holds(rule.is_dirty, journal.flash_dirty)) continue;
        return rule.target;
    }
    return BootTarget::Nothing;
}

}  // namespace sara::power
