#pragma once

#include "models/network/bands.hpp"
#include "models/network/radio.hpp"
#include "models/network/registration.hpp"
#include "models/storage/nvm.hpp"

#include <optional>
#include <string>

namespace sara::commands {

/// +UBANDMASK of a RAT: the user's, or else the MNO profile's.
network::Bands band_mask(const storage::Nvm& nvm, network::AccessTechnology act);

/// False: the NVM fails.
bool store_band_mask(storage::Nvm& nvm, network::AccessTechnology act, network::Bands bands);

/// What the radio is set to at boot: +URAT and the band mask of that RAT.
network::RadioChoice radio_choice(const storage::Nvm& nvm);

/// <mode> of +COPS in the profile that this boot takes.  [AD 7.3]
network::PlmnSelection boot_selection(const storage::Nvm& nvm);

/// Timers to ask for if +CPSMS has PSM on.  [module-behaviour 11]
std::optional<network::PsmTimers> wanted_psm(const storage::Nvm& nvm);

}  // namespace sara::commands
