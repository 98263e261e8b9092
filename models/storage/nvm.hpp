#pragma once

#include "models/storage/record_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sara::storage {

/// Parameter texts by AT command name, as +CGDCONT="1,\"IP\"...": what a profile holds.
using Settings = std::map<std::string, std::string, std::less<>>;

/// +UFACTORY=<fs>,<nvm>: what the next boot is to restore.  [module-behaviour 6.2]
struct FactoryRestore {
    int fs = 0;   ///< 0 nothing, 1 flash sectors erased, 2 all user files deleted
    int nvm = 0;  ///< 0 nothing, 1 sectors erased, 2 settings and profiles to factory

    bool operator==(const FactoryRestore&) const = default;
};

/// Settings that outlive the supply.  What is not here has its factory value.
/// [module-behaviour 6]
class Nvm {
 public:
    static constexpr int kProfiles = 2;  ///< &W0, &W1

    explicit Nvm(Partition partition) : log_(partition) {}
    void mount() { log_.mount(); }

    /// A setting of class N, e.g. "+UMNOPROF"; nothing if it has its factory value.
    std::optional<std::string> get(std::string_view name) const;

    /// Takes effect at once and for good.  False: the flash fails or is full.
    bool set(std::string_view name, std::string_view parameters);
    bool erase(std::string_view name);
    Settings settings() const;

    /// &W: replaces a stored profile as a whole; `profile` is 0 or 1.
    bool store_profile(int profile, const Settings& settings);

    /// Z: the stored profile; nothing if it never was stored.
    std::optional<Settings> profile(int profile) const;

    /// &Y: the profile that the next boot takes; 0 from the factory.
    int boot_profile() const;
    bool set_boot_profile(int profile);

    /// +UFACTORY's mark.
    FactoryRestore factory_restore() const;
    bool set_factory_restore(FactoryRestore what);

    /// Settings, profiles, boot profile and +UFACTORY's mark to factory values, all at once.
    bool restore_factory();

    /// The same by erasing the sectors: +UFACTORY=0,1.
    bool erase_sectors() { return log_.wipe(); }

    nlohmann::json to_json() const;

 private:
    RecordLog log_;
};

}  // namespace sara::storage
