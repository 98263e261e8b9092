#include "models/storage/update_journal.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace sara::storage {

namespace {

constexpr std::string_view kStateKey = "state";
constexpr auto kMethodNames =
    std::to_array<std::string_view>({"ufota", "foat", "ufwinstall", "easyflash"});
static_assert(kMethodNames.size() == kUpdateMethods);
constexpr auto kPhaseNames = std::to_array<std::string_view>({"validate", "copy", "effects"});

/// The enumerator whose name the document gives; the first one if it gives none.
template <class Enum, std::size_t N>
Enum enumerator(const std::array<std::string_view, N>& names, const nlohmann::json& json,
                const char* key) {
    const auto found = std::ranges::find(names, json.value(key, ""));
    const auto index = found == names.end() ? 0 : found - names.begin();
    return static_cast<Enum>(index);
}

nlohmann::json to_json(const UpdatePort& port) {
    return {{"port", port.port}, {"baud", port.baud}};
}

UpdatePort port_from(const nlohmann::json& json) {
    const UpdatePort fallback;
    return {.port = json.value("port", fallback.port), .baud = json.value("baud", fallback.baud)};
}

nlohmann::json to_json(const PendingInstall& install) {
    return {{"method", name_of(install.method)},
            {"port", install.port.port},
            {"baud", install.port.baud},
            {"phase", name_of(install.phase)},
            {"urcs", install.urcs},
            {"opaque_version", install.opaque_version},
            {"failures", install.failures}};
}

PendingInstall install_from(const nlohmann::json& json) {
    return {.method = enumerator<UpdateMethod>(kMethodNames, json, "method"),
            .port = port_from(json),
            .phase = enumerator<InstallPhase>(kPhaseNames, json, "phase"),
            .urcs = json.value("urcs", true),
            .opaque_version = json.value("opaque_version", ""),
            .failures = json.value("failures", 0)};
}

nlohmann::json to_json(const UpdateResult& result) {
    return {{"method", name_of(result.method)}, {"code", result.code}};
}

UpdateResult result_from(const nlohmann::json& json) {
    return {.method = enumerator<UpdateMethod>(kMethodNames, json, "method"),
            .code = json.value("code", 0)};
}

/// The member as an object; nullptr if it is none.
const nlohmann::json* object_at(const nlohmann::json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_object() ? &*found : nullptr;
}

}  // namespace

std::string_view name_of(UpdateMethod method) {
    return kMethodNames[static_cast<std::size_t>(method)];
}

std::string_view name_of(InstallPhase phase) {
    return kPhaseNames[static_cast<std::size_t>(phase)];
}

nlohmann::json to_json(const JournalState& state) {
    nlohmann::json json{{"update_mode", nullptr},
                        {"flash_dirty", state.flash_dirty},
                        {"install", nullptr},
                        {"restore_mno_profile", nullptr},
                        {"last_result", nullptr}};
    if (state.update_mode) json["update_mode"] = to_json(*state.update_mode);
    if (state.install) json["install"] = to_json(*state.install);
    if (state.restore_mno_profile) json["restore_mno_profile"] = *state.restore_mno_profile;
    if (state.last_result) json["last_result"] = to_json(*state.last_result);
    return json;
}

JournalState journal_from_json(const nlohmann::json& json) {
    JournalState state;
    if (!json.is_object()) return state;
    if (const auto* port = object_at(json, "update_mode")) state.update_mode = port_from(*port);
    state.flash_dirty = json.value("flash_dirty", false);
    if (const auto* install = object_at(json, "install")) state.install = install_from(*install);
    if (const auto profile = json.find("restore_mno_profile");
        profile != json.end() && profile->is_number_integer()) {
        state.restore_mno_profile = profile->get<int>();
    }
    if (const auto* result = object_at(json, "last_result")) {
        state.last_result = result_from(*result);
    }
    return state;
}

void UpdateJournal::mount() {
    log_.mount();
    const auto record = log_.get(kStateKey);
    state_ = record ? journal_from_json(nlohmann::json::from_cbor(*record, true, false))
                    : JournalState{};
}

bool UpdateJournal::update(const JournalState& state) {
    if (!log_.set(kStateKey, nlohmann::json::to_cbor(storage::to_json(state)))) return false;
    state_ = state;
    return true;
}

nlohmann::json UpdateJournal::to_json() const {
    return storage::to_json(state_);
}

}  // namespace sara::storage
