#pragma once

#include "models/network/registration.hpp"
#include "models/storage/nvm.hpp"
#include "sim/time.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sara::commands {

/// <mode> of +CEDRXS.
enum class EdrxMode { Off = 0, On = 1, OnWithUrc = 2, Reset = 3 };

EdrxMode edrx_mode(const storage::Nvm& nvm);

/// <AcT> of +CEDRXS.
struct EdrxRow {
    network::AccessTechnology act;
    int number;
    std::string_view key;  ///< in NVM: "<eDRX>,<PTW>"
};
inline constexpr auto kEdrxRows = std::to_array<EdrxRow>({
    {network::AccessTechnology::LteM, 4, "+CEDRXS 4"},
    {network::AccessTechnology::NbIot, 5, "+CEDRXS 5"},
});

/// "<eDRX>,<PTW>" to ask for.
std::string edrx_of(const storage::Nvm& nvm, const EdrxRow& row);

// What an <eDRX>,<PTW> pair has before or behind its comma.
constexpr std::string_view cycle_of(std::string_view pair) {
    return pair.substr(0, pair.find(','));
}
constexpr std::string_view window_of(std::string_view pair) {
    return pair.substr(pair.find(',') + 1);
}

/// That pair for that RAT, if eDRX is on.  [module-behaviour 11]
std::optional<std::string> wanted_edrx(const storage::Nvm& nvm, network::AccessTechnology act);

/// eDRX as the network has granted it: codes of four bits.
struct GrantedEdrx {
    network::AccessTechnology act = network::AccessTechnology::LteM;
    int number = 0;  ///< of the technology in +CEDRXS
    std::string cycle;
    std::string window;

    sim::Duration cycle_time() const;   ///< [TS 24.008 10.5.5.32]
    sim::Duration window_time() const;  ///< the paging time window  [TS 24.008 10.5.5.32]
};

/// Nothing while eDRX is off, the network grants none or the module is not registered.
std::optional<GrantedEdrx> granted_edrx(const storage::Nvm& nvm,
                                        const network::Registration& registration);

/// Shorter cycles leave no time for deep sleep.  [SI 1.4]
inline constexpr sim::Duration kLeastSleepingCycle = std::chrono::milliseconds(327'680);

/// Bits of +UPSMVER.  [AD 8.2, 8.4]
inline constexpr int kSleepsBetweenWindows = 1 << 3;
inline constexpr int kKeepsStackDown = 1 << 4;

bool has_psm_version_bit(const storage::Nvm& nvm, int bit);

}  // namespace sara::commands
