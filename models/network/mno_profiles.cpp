#include "models/network/mno_profiles.hpp"

#include "models/storage/synced_contexts.hpp"
#include "sim/expect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace sara::network {

namespace {

constexpr std::string_view kSelected = "+UMNOPROF";
constexpr std::string_view kApplied = "+UMNOPROF applied";
constexpr std::string_view kSync = "+ULWM2MCONFIGEXT";  ///< <server>,<apn_sync>
constexpr std::string_view kDetected = "+UMNOPROF detected";
constexpr std::string_view kRatOfSelected = "+UMNOPROF RAT";
constexpr std::string_view kRat = "+URAT";
constexpr std::string_view kUsualRat = "7";

template <class... Numbers>
constexpr Bands bands(Numbers... numbers) {
    Bands set;
    ((set.low |= 1ULL << (numbers - 1)), ...);
    return set;
}

constexpr auto kAttContexts = std::to_array<MnoContext>({
    {0, PdpType::Ipv4v6, "m2m.com.attz"},
    {1, PdpType::Ipv4v6, ""},
    {2, PdpType::Ipv4v6, "attm2mglobal"},
});
// The APN classes behind +VZWAPNE.  [AD 6.5, names assumed]
constexpr auto kVerizonContexts = std::to_array<MnoContext>({
    {1, PdpType::Ipv4v6, "VZWIMS"},
    {2, PdpType::Ipv4v6, "VZWADMIN"},
    {3, PdpType::Ipv4v6, "VZWINTERNET"},
    {4, PdpType::Ipv4v6, "VZWAPP"},
    {5, PdpType::Ipv4v6, "VZWEMERGENCY"},
    {6, PdpType::Ipv4v6, "VZWCLASS6"},
    {7, PdpType::Ipv4v6, "VZWCLASS7"},
});

// Bands of AT&T and Verizon: [AD 7.2]; of 100: [IP 2.3]; the others' are what each operator runs
// LTE-M and NB-IoT on [assumed].
// clang-format off
constexpr auto kProfiles = std::to_array<MnoProfile>({
    {  0, "regulatory",               kAllBands },
    {  2, "AT&T",                     bands(2, 4, 5, 12), kAttContexts, false, true },
    {  3, "Verizon",                  bands(4, 13), kVerizonContexts, true },
    {  4, "Telstra",                  bands(3, 5, 8, 28) },
    {  5, "T-Mobile US",              bands(2, 4, 5, 12) },
    {  6, "China Telecom",            bands(1, 3, 5, 8) },
    {  8, "Sprint",                   bands(2, 4, 5, 12, 25, 26) },
    { 19, "Vodafone",                 bands(3, 8, 20) },
    { 20, "NTT DoCoMo",               bands(1, 19) },
    { 21, "Telus",                    bands(2, 4, 5, 12, 13) },
    { 28, "SoftBank",                 bands(1, 8), {}, false, true },
    { 31, "Deutsche Telekom",         bands(3, 8, 20) },
    { 32, "US Cellular",              bands(2, 4, 5, 12) },
    { 39, "SKT",                      bands(3, 5, 26) },
    { 90, "Global",                   kAllBands },
    {100, "Standard Europe",          bands(3, 8, 20) },
    {101, "Standard Europe no-ePCO",  bands(3, 8, 20) },
    {201, "GCF-PTCRB",                kAllBands },
});
// clang-format on

struct SimRange {
    std::string_view imsi;  ///< first digits
    int profile;
};
constexpr auto kSims = std::to_array<SimRange>({
    {"310030", 2},
    {"310170", 2},
    {"310280", 2},
    {"310410", 2},
    {"311480", 3},
});

std::optional<int> number_of(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    int number = 0;
    std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

void reset_settings(const MnoProfile& profile, storage::Nvm& nvm) {
    for (const std::string_view name : {"+UBANDMASK 0", "+UBANDMASK 1", "+CGDCONT 1"}) {
        if (nvm.get(name)) nvm.erase(name);
    }
    for (const MnoContext& context : profile.contexts) {
        nvm.set(fmt::format("+CGDCONT {}", context.cid),
                fmt::format("{},{}", name_of(context.type), context.apn));
    }
}

/// Each RAT has a profile of its own; that of the RAT in force is the selected one.  [AD 6.1, 7.1]
void change_rat(storage::Nvm& nvm) {
    const std::string rat = nvm.get(kRat).value_or(std::string(kUsualRat));
    const std::string before = nvm.get(kRatOfSelected).value_or(std::string(kUsualRat));
    if (rat == before) return;
    const auto key_of = [](std::string_view of) { return fmt::format("{} {}", kSelected, of); };
    const std::string global = std::to_string(kGlobalProfile);
    nvm.set(key_of(before), nvm.get(kSelected).value_or(global));
    nvm.set(kSelected, nvm.get(key_of(rat)).value_or(global));
    nvm.set(kRatOfSelected, rat);
}

}  // namespace

const MnoProfile* find_mno_profile(int id) {
    const auto found = std::ranges::find(kProfiles, id, &MnoProfile::id);
    return found == kProfiles.end() ? nullptr : &*found;
}

int profile_of_sim(std::string_view imsi) {
    const auto range = std::ranges::find_if(
        kSims, [&](const SimRange& sims) { return imsi.starts_with(sims.imsi); });
    return range == kSims.end() ? kGlobalProfile : range->profile;
}

int selected_profile(const storage::Nvm& nvm) {
    return number_of(nvm.get(kSelected)).value_or(kGlobalProfile);
}

void note_detected_profile(storage::Nvm& nvm, int id) {
    if (number_of(nvm.get(kDetected)) != id) nvm.set(kDetected, std::to_string(id));
}

bool syncs_apn(const storage::Nvm& nvm) {
    const std::string said = nvm.get(kSync).value_or("");
    const std::size_t comma = said.find(',');
    if (comma != said.npos && comma + 1 < said.size()) return said[comma + 1] == '1';
    return applied_profile(nvm).syncs_apn;
}

void apply_mno_profile(storage::Nvm& nvm) {
    change_rat(nvm);
    int id = selected_profile(nvm);
    if (id == kSimSelectsProfile) id = number_of(nvm.get(kDetected)).value_or(kGlobalProfile);
    const MnoProfile* profile = find_mno_profile(id);
    if (profile == nullptr) return;
    if (profile != &applied_profile(nvm)) {
        reset_settings(*profile, nvm);
        nvm.set(kApplied, std::to_string(id));
    } else if (id == kGlobalProfile) {
        return;  // what is to come once more waits for the profile that follows an update
    }
    storage::restore_contexts_again(nvm);  // also the rest of it, after a power cut
}

const MnoProfile& applied_profile(const storage::Nvm& nvm) {
    const MnoProfile* profile =
        find_mno_profile(number_of(nvm.get(kApplied)).value_or(kGlobalProfile));
    if (profile == nullptr) profile = find_mno_profile(kGlobalProfile);
    SARA_EXPECT(profile != nullptr, "the table has the global profile");
    return *profile;
}

}  // namespace sara::network
