#pragma once

#include "models/lwm2m/firmware_object.hpp"
#include "models/storage/update_journal.hpp"

#include <optional>

namespace sara::ufota {

/// What the last installation says of /5/0/5; nothing if it was not one of uFOTA.  The journal
/// outlives the settings, which an update erases.  [lwm2m 9][firmware-update 2.4]
std::optional<lwm2m::FirmwareResult> installation_outcome(const storage::JournalState& journal);

}  // namespace sara::ufota
