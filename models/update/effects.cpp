#include "models/update/effects.hpp"

#include <algorithm>
#include <array>

namespace sara::update {

namespace {

constexpr auto KEEP = Effect::Keep;
constexpr auto ERASE = Effect::Erase;
constexpr auto IMG = Effect::Image;
constexpr auto REPL = Effect::Replace;
constexpr auto DEF = Effect::Defaults;
constexpr auto DEF90 = Effect::GlobalProfile;
constexpr auto NEW = Effect::NewSession;
constexpr auto DEL = Effect::Delete;
constexpr auto YES = Effect::Yes;
constexpr auto NO = Effect::No;
constexpr auto NA = Effect::NotApplicable;

// clang-format off
constexpr auto kTable = std::to_array<EffectRow>({                                        // [R01 Table 14]
    // item                    name                              uFOTA  FOAT   +UFWINSTALL EasyFlash
    {Item::UserFiles,          "user_files",                    {KEEP,  ERASE, KEEP,       ERASE}, "[R01 7]"},
    {Item::Lwm2mFiles,         "lwm2m_files",                   {KEEP,  IMG,   KEEP,       IMG},   "[R01 7]"},
    {Item::RotUpdateFile,      "rot_update_file",               {REPL,  REPL,  REPL,       REPL},  "[R01 7]"},
    {Item::MnoProfileSelected, "mno_profile_selected",          {KEEP,  DEF90, DEF90,      DEF90}, "[R01 7, 2.6.6]"},
    {Item::MnoProfileConfig,   "mno_profile_config",            {KEEP,  IMG,   IMG,        IMG},   "[R01 7], KEEP [assumed]"},
    {Item::MnoList,            "mno_list",                      {DEF,   DEF,   DEF,        DEF},   "[R01 7]"},
    {Item::UserNvm,            "user_nvm",                      {DEF,   DEF,   DEF,        DEF},   "[R01 7]"},
    {Item::CertsKeys,          "certs_keys",                    {KEEP,  KEEP,  KEEP,       KEEP},  "[R01 7]"},
    {Item::Sms,                "sms",                           {ERASE, ERASE, ERASE,      ERASE}, "[R01 7]"},
    {Item::RfCal,              "rf_cal",                        {KEEP,  KEEP,  KEEP,       KEEP},  "[R03 9][R01 6.3]"},
    {Item::SimSession,         "sim_session",                   {NEW,   NEW,   NEW,        NEW},   "[R01 3.1, 5.1], else [assumed]"},
    {Item::FoatPackage,        "foat_package",                  {DEL,   NA,    DEL,        ERASE}, "[firmware-update 8, assumed]"},
    {Item::SecondReboot,       "second_reboot_if_profile_ne_90",{YES,   NO,    NO,         NO},    "[R01 2.6.1]"},
});
// clang-format on

}  // namespace

std::string_view code_of(Effect effect) {
    static constexpr std::array<std::string_view, 11> kCodes = {
        "KEEP", "ERASE", "IMG", "REPL", "DEF", "DEF90", "NEW", "DEL", "YES", "NO", "NA"};
    return kCodes[static_cast<std::size_t>(effect)];
}

std::span<const EffectRow> effect_table() {
    return kTable;
}

Effect effect_on(Item item, Method method) {
    const auto row = std::ranges::find(kTable, item, &EffectRow::item);
    return row->by_method[static_cast<std::size_t>(method)];
}

}  // namespace sara::update
