#pragma once

#include "models/storage/update_journal.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sara::update {

using Method = storage::UpdateMethod;
using storage::name_of;

/// What an update does to an item of the module's files and settings.
enum class Effect : std::uint8_t {
    Keep,           ///< KEEP: untouched
    Erase,          ///< ERASE
    Image,          ///< IMG: erased, then set from the firmware image, if it carries any
    Replace,        ///< REPL: the file is replaced by the one in the package
    Defaults,       ///< DEF: erased, then the defaults of the new firmware
    GlobalProfile,  ///< DEF90: set to the default MNO profile, 90 (global)
    NewSession,     ///< NEW: the PIN is asked again, if enabled
    Delete,         ///< DEL: removed
    Yes,            ///< YES: it takes place
    No,             ///< NO: it does not
    NotApplicable,  ///< NA: the method has no such thing
};

/// The code of an effect in the reference's CSV, e.g. "DEF90".
std::string_view code_of(Effect effect);

/// The rows of Table 14, and those the reference adds.
enum class Item : std::uint8_t {
    UserFiles,
    Lwm2mFiles,
    RotUpdateFile,
    MnoProfileSelected,
    MnoProfileConfig,
    MnoList,
    UserNvm,
    CertsKeys,
    Sms,
    RfCal,
    SimSession,
    FoatPackage,
    SecondReboot,
};

struct EffectRow {
    Item item;
    std::string_view name;  ///< as in the reference's CSV, e.g. "user_files"
    Effect by_method[storage::kUpdateMethods];
    std::string_view source;
};

/// Table 14, whole.  [R01 7][firmware-update 8]
std::span<const EffectRow> effect_table();

Effect effect_on(Item item, Method method);

}  // namespace sara::update
