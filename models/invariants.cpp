#include "models/invariants.hpp"

#include "models/furnishing.hpp"
#include "models/sara_world.hpp"
#include "models/storage/digest.hpp"
#include "models/update/package_format.hpp"
#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace sara {

namespace {

using nlohmann::json;
using sim::Aftermath;
using sim::Ending;
using sim::Miss;
using Found = std::optional<Miss>;

/// The digest of a firmware that boots; empty if the module says that it has none.
std::string firmware_of(const json& document) {
    const json& firmware = document.at("firmware");
    return firmware.at("valid") ? firmware.value("sha256", "") : std::string();
}

template <class Predicate>
bool any_document(const Aftermath& aftermath, Predicate predicate) {
    return std::ranges::any_of(aftermath.reference, predicate);
}
template <class Predicate>
bool all_documents(const Aftermath& aftermath, Predicate predicate) {
    return std::ranges::all_of(aftermath.reference, predicate);
}

bool holds(const json& list, const json& item) {
    return std::ranges::find(list, item) != list.end();
}

/// Whether a flashing of the scenario's own may have left it without firmware that boots, or
/// waiting for the tool.  [R01 6]
bool is_being_flashed(const Aftermath& aftermath) {
    constexpr auto kWaiting = std::to_array<std::string_view>({"NoFirmware", "Flashing"});
    const auto& state = aftermath.now.at("state").get_ref<const std::string&>();
    return std::ranges::any_of(aftermath.scenario.steps,
                               [](const sim::Step& step) { return step.tool.has_value(); }) &&
           std::ranges::find(kWaiting, state) != kWaiting.end();
}

Found check_usable(const Aftermath& aftermath) {
    const Ending ending = aftermath.ending;
    if (ending != Ending::Silent || is_being_flashed(aftermath)) return std::nullopt;
    return Miss{"OK in answer to AT, or polls for a transfer",
                fmt::format("silence, in the state \"{}\"",
                            aftermath.now.at("state").get_ref<const std::string&>())};
}

/// A package of the scenario's own has it: without the fault its installation may fail.
bool is_packed(const Aftermath& aftermath, const std::string& digest) {
    const SaraWorld world;
    const auto& packages = aftermath.scenario.furnished<Furnishing>().packages;
    return std::ranges::any_of(packages, [&](const auto& named) {
        const auto bytes = world.package(aftermath.scenario, named.first);
        const auto package = update::parse_package(*bytes);
        return package && storage::to_hex(package->header.new_digest) == digest;
    });
}

Found check_firmware(const Aftermath& aftermath) {
    const std::string digest = firmware_of(aftermath.now);
    const auto has_it = [&](const json& document) { return firmware_of(document) == digest; };
    if (digest.empty() || any_document(aftermath, has_it) || is_packed(aftermath, digest))
        return std::nullopt;
    return Miss{"the old firmware, the new one, or none that is valid", digest};
}

Found check_calibration(const Aftermath& aftermath) {
    const json& before = aftermath.reference.front().at("rf_calibration");
    const json& now = aftermath.now.at("rf_calibration");
    if (now == before) return std::nullopt;
    return Miss{before.dump(), now.dump()};
}

/// A uFOTA download, from its record.  [firmware-update 2.4]
struct UfotaDownload {
    std::string state;  ///< empty: there never was one
    std::string result;
};

UfotaDownload download_of(const json& document) {
    static const json::json_pointer place("/nvm/settings/uFOTA download");
    if (!document.contains(place)) return {};
    const auto& record = document.at(place).get_ref<const std::string&>();
    const std::size_t state_end = record.find(',');
    if (state_end == std::string::npos) return {};
    const std::string rest = record.substr(state_end + 1);
    return {record.substr(0, state_end), rest.substr(0, rest.find(','))};
}

/// What became of it, as a part of an outcome.
std::string download_text(const json& document) {
    const auto [state, result] = download_of(document);
    if (state.empty()) return {};
    return state == "Idle" ? ", uFOTA ended with result " + result : ", uFOTA " + state;
}

/// Each item is one that the undisturbed module had, and those it always had are there.
Found check_items(const Aftermath& aftermath, const json::json_pointer& place) {
    const json& now = aftermath.now.at(place);
    for (const json& item : now) {
        if (!any_document(aftermath,
                          [&](const json& document) { return holds(document.at(place), item); })) {
            return Miss{"only what was there before or would be there without the fault",
                        item.dump() + " in " + place.to_string()};
        }
    }
    for (const json& item : aftermath.reference.front().at(place)) {
        const bool is_everlasting = all_documents(
            aftermath, [&](const json& document) { return holds(document.at(place), item); });
        if (is_everlasting && !holds(now, item))
            return Miss{item.dump() + " in " + place.to_string(), "it is lost"};
    }
    return std::nullopt;
}

Found check_certificates(const Aftermath& aftermath) {
    return check_items(aftermath, json::json_pointer("/certificates"));
}

constexpr auto kTags =
    std::to_array<std::string_view>({"USER", "FOAT", "XLWM2M", "PROFILE", "GNSS"});

/// After these a module has forgotten what it was at.  After any other, one that was at a file goes
/// on with what it hears, and keeps the part that came.  [R4 p198]
constexpr auto kEndWhatItWasAt =
    std::to_array<std::string_view>({"power_loss", "vcc_dip", "reset"});

/// A download that the host would have ended came to its end: the module has checked its package.
bool has_gone_further(const Aftermath& aftermath) {
    const auto is_downloaded = [](const json& document) {
        return download_of(document).state == "Downloaded";
    };
    return is_downloaded(aftermath.now) && !any_document(aftermath, is_downloaded);
}

Found check_files(const Aftermath& aftermath) {
    const auto ends_it = [](std::string_view kind) {
        return std::ranges::find(kEndWhatItWasAt, kind) != kEndWhatItWasAt.end();
    };
    if (!std::ranges::all_of(aftermath.struck, ends_it)) return std::nullopt;
    for (const std::string_view tag : kTags) {
        if (tag == "FOAT" && has_gone_further(aftermath)) continue;
        if (auto miss = check_items(aftermath, json::json_pointer("/files") / std::string(tag)))
            return miss;
    }
    return std::nullopt;
}

/// What the module notes for itself once it has been on the air for a while: when the host looks
/// is no matter of the update.
constexpr auto kNotes = std::to_array<const char*>({"+USECMODE psk", "+UMNOPROF detected"});

/// What Table 14 is about.
json kept_of(const json& document) {
    json kept{{"nvm", document.at("nvm")}, {"certificates", document.at("certificates")}};
    for (const char* note : kNotes) kept["nvm"]["settings"].erase(note);
    for (const std::string_view tag : kTags)
        kept["files"][std::string(tag)] = document.at("files").at(std::string(tag));
    return kept;
}

/// Once the new firmware runs, files and settings are those of an update that nothing disturbed.
Found check_effects(const Aftermath& aftermath) {
    const std::string old = firmware_of(aftermath.reference.front());
    const std::string now = firmware_of(aftermath.now);
    const auto is_after = [&](const json& document) {
        return firmware_of(document) == now &&
               document.at("/journal/install"_json_pointer).is_null();
    };
    const bool has_succeeded = now != old && aftermath.ending == Ending::Answers;
    if (!has_succeeded || !any_document(aftermath, is_after)) return std::nullopt;
    const json kept = kept_of(aftermath.now);
    if (any_document(aftermath, [&](const json& document) {
            return is_after(document) && kept_of(document) == kept;
        }))
        return std::nullopt;
    return Miss{"as after an undisturbed update: " + kept_of(aftermath.reference.back()).dump(),
                kept.dump()};
}

// clang-format off
constexpr auto kInvariants = std::to_array<sim::Invariant>({
    // name            what it says                                                                 check
    {"usable",         "a powered module answers AT, or asks for a transfer",                       check_usable},        // [R01 3.1.1, 5.1.1]
    {"firmware",       "it is the old one, the new one, or the module says it is corrupted",        check_firmware},
    {"certificates",   "none is lost",                                                              check_certificates},  // [R01 7 Table 14]
    {"rf_calibration", "it is never touched",                                                       check_calibration},   // [R01 7 Table 14]
    {"files",          "whole after a power cut or reset: as before, as without it, or absent",         check_files},
    {"effects",        "after success files and settings are as Table 14 says",                     check_effects},       // [R01 7 Table 14]
});
// clang-format on

}  // namespace

std::span<const sim::Invariant> invariants() {
    return kInvariants;
}

std::string outcome_of(const Aftermath& aftermath) {
    const std::string now = firmware_of(aftermath.now);
    std::string_view firmware = "other firmware";
    if (now.empty()) {
        firmware = "no valid firmware";
    } else if (now == firmware_of(aftermath.reference.front())) {
        firmware = "old firmware";
    } else if (now == firmware_of(aftermath.reference.back())) {
        firmware = "new firmware";
    }
    return fmt::format("{}, {}{}", firmware, name_of(aftermath.ending),
                       download_text(aftermath.now));
}

}  // namespace sara
