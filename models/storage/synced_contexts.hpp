#pragma once

#include "models/storage/nvm.hpp"

namespace sara::storage {

// PDP contexts outlive the factory reset of a uFOTA update if "APN sync" of +ULWM2MCONFIGEXT was on
// when it began.  [R03 3.7.5]

/// The update begins: its effects are to find there whether APN sync is on.  False: the flash
/// fails.
bool note_apn_sync(Nvm& nvm, bool is_on);

/// The contexts that the update is to leave alone: none without APN sync.
Settings synced_contexts(const Nvm& nvm);

/// Puts them back; `again`: once more when the next MNO profile is applied, which brings its own.
/// False: the flash fails.
bool restore_contexts(Nvm& nvm, const Settings& contexts, bool again);

/// A profile has been applied: what was to come once more does.
void restore_contexts_again(Nvm& nvm);

}  // namespace sara::storage
