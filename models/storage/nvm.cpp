#include "models/storage/nvm.hpp"

#include "sim/expect.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace sara::storage {

namespace {

// Keys: settings carry a prefix, so that no command's name meets one of ours.
constexpr std::string_view kSettingPrefix = "set:";
constexpr std::array<std::string_view, Nvm::kProfiles> kProfileKeys{"profile:0", "profile:1"};
constexpr std::string_view kBootProfileKey = "boot_profile";
constexpr std::string_view kFactoryRestoreKey = "factory_restore";

std::string setting_key(std::string_view name) {
    return std::string(kSettingPrefix).append(name);
}

std::string_view profile_key(int profile) {
    SARA_EXPECT(profile >= 0 && profile < Nvm::kProfiles, "there are two profiles");
    return kProfileKeys[static_cast<std::size_t>(profile)];
}

/// A small document of the log; null if there is none.
nlohmann::json document(const RecordLog& log, std::string_view key) {
    const auto bytes = log.get(key);
    if (!bytes) return nullptr;
    auto json = nlohmann::json::from_cbor(*bytes, true, false);
    return json.is_discarded() ? nlohmann::json(nullptr) : json;
}

Settings settings_from(const nlohmann::json& json) {
    Settings settings;
    for (const auto& [name, value] : json.items()) {
        if (value.is_string()) settings.emplace(name, value.get<std::string>());
    }
    return settings;
}

}  // namespace

std::optional<std::string> Nvm::get(std::string_view name) const {
    const auto value = log_.get(setting_key(name));
    if (!value) return std::nullopt;
    return std::string(sim::as_text(*value));
}

bool Nvm::set(std::string_view name, std::string_view parameters) {
    return log_.set(setting_key(name), sim::as_bytes(parameters));
}

bool Nvm::erase(std::string_view name) {
    return log_.erase(setting_key(name));
}

Settings Nvm::settings() const {
    Settings settings;
    log_.for_each(kSettingPrefix, [&](std::string_view key, Bytes value) {
        key.remove_prefix(kSettingPrefix.size());
        settings.emplace(key, sim::as_text(value));
    });
    return settings;
}

bool Nvm::store_profile(int profile, const Settings& settings) {
    return log_.set(profile_key(profile), nlohmann::json::to_cbor(nlohmann::json(settings)));
}

std::optional<Settings> Nvm::profile(int profile) const {
    const auto json = document(log_, profile_key(profile));
    if (!json.is_object()) return std::nullopt;
    return settings_from(json);
}

int Nvm::boot_profile() const {
    const auto json = document(log_, kBootProfileKey);
    return json.is_number_integer() ? json.get<int>() : 0;
}

bool Nvm::set_boot_profile(int profile) {
    SARA_EXPECT(profile >= 0 && profile < kProfiles, "there are two profiles");
    return log_.set(kBootProfileKey, nlohmann::json::to_cbor(profile));
}

FactoryRestore Nvm::factory_restore() const {
    const auto json = document(log_, kFactoryRestoreKey);
    if (!json.is_object()) return {};
    return {.fs = json.value("fs", 0), .nvm = json.value("nvm", 0)};
}

bool Nvm::set_factory_restore(FactoryRestore what) {
    if (what == FactoryRestore{}) return log_.erase(kFactoryRestoreKey);
    return log_.set(kFactoryRestoreKey,
                    nlohmann::json::to_cbor({{"fs", what.fs}, {"nvm", what.nvm}}));
}

bool Nvm::restore_factory() {
    return log_.erase_all("");
}

nlohmann::json Nvm::to_json() const {
    nlohmann::json profiles = nlohmann::json::object();
    for (int number = 0; number < kProfiles; ++number) {
        if (const auto stored = profile(number)) profiles[std::to_string(number)] = *stored;
    }
    const FactoryRestore restore = factory_restore();
    return {{"settings", nlohmann::json(settings())},
            {"profiles", profiles},
            {"boot_profile", boot_profile()},
            {"factory_restore", {{"fs", restore.fs}, {"nvm", restore.nvm}}}};
}

}  // namespace sara::storage
