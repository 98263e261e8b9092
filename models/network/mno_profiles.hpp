#pragma once

#include "models/network/bands.hpp"
#include "models/network/pdp_contexts.hpp"
#include "models/storage/nvm.hpp"

#include <span>
#include <string_view>

namespace sara::network {

/// A PDP context that an MNO profile brings.
struct MnoContext {
    int cid;
    PdpType type;
    std::string_view apn;
};

/// What an operator wants of modules in its network: <MNO> of +UMNOPROF.  [module-behaviour 7]
struct MnoProfile {
    int id;
    std::string_view name;
    Bands bands;  ///< of LTE Cat M1 and of NB-IoT
    std::span<const MnoContext> contexts = {};
    bool keeps_contexts = false;  ///< +CGDCONT may not change them
    bool syncs_apn = false;       ///< contexts outlive a uFOTA update  [R03 3.7.5]
};

inline constexpr int kGlobalProfile = 90;  ///< the factory's
inline constexpr int kSimSelectsProfile = 1;

/// nullptr for an unknown number; 1 is no profile of its own.
const MnoProfile* find_mno_profile(int id);

/// The profile that goes by the SIM: AT&T's and Verizon's have their own.  [AD 6.7]
int profile_of_sim(std::string_view imsi);

/// Which profile is set (+UMNOPROF), 1 included.
int selected_profile(const storage::Nvm& nvm);

/// At boot: a profile that was set since the last one resets bands and contexts to its own values;
/// what the user changes afterwards stays until the next is applied.  [AD 6.2]
void apply_mno_profile(storage::Nvm& nvm);

/// With profile 1: what the SIM selects, for the next boot to apply.
void note_detected_profile(storage::Nvm& nvm, int id);

/// The "APN sync" flag of +ULWM2MCONFIGEXT: as the host set it, else as the selected profile has
/// it.  [R03 3.7.5]
bool syncs_apn(const storage::Nvm& nvm);

/// The profile in force since it was applied.
const MnoProfile& applied_profile(const storage::Nvm& nvm);

}  // namespace sara::network
