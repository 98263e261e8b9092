#pragma once

#include "models/power/boot_target.hpp"
#include "models/storage/update_journal.hpp"

namespace sara::power {

/// What the boot ROM makes of the update journal and the firmware slot.
/// [firmware-update 3.6, 5][R01 3.1.1, 5.1.1]
BootTarget decide(const storage::JournalState& journal, bool image_is_valid);

}  // namespace sara::power
