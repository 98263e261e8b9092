#pragma once

#include "models/storage/firmware_image.hpp"
#include "models/storage/storage.hpp"
#include "models/update/effects.hpp"

namespace sara::update {

/// Treats files and settings as Table 14 says for that method, now that the image of `firmware` is
/// in the slot.  Doing it twice is as good as once, so a power cut in between does no harm.
/// False: the flash failed.  [R01 7][firmware-update 8]
bool apply_effects(Method method, const storage::ImageInfo& firmware, storage::Storage& storage);

}  // namespace sara::update
