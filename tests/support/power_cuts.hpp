#pragma once

#include "tests/support/module_bench.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>

namespace sara::test {

/// Speed of every FOAT here, in bit/s.
inline constexpr std::uint32_t kFoatBaud = 460'800;

/// Puts something into everything that an update may or may not touch.
void furnish(ModuleBench& bench);

/// A host that has just got the ACK for EOT, and a module that will validate at its next boot.
const FlashContents& before_foat_installation();

/// A module that was told to install the delta of its FOAT area, and resets.
const FlashContents& before_ufwinstall();

/// Without supply for a while, then on again, until the host can do something.
void power_cycle(ModuleBench& bench);

/// A second transfer, begun at the next poll, makes the module whole.
void heal(ModuleBench& bench);

/// Fails unless the module holds the new firmware, nothing is left to be done, and the rest is as
/// Table 14 says of the flash `before`.
void check_updated(const ModuleBench& bench, const nlohmann::json& before, bool keeps_user_files);

/// Flash writes from the boot ROM's decision to the new firmware, if nobody interferes.
std::uint64_t writes_of(const FlashContents& flash);

/// Lets the power fail at each flash write of the installation that waits in `flash`, before it is
/// done and when it is half done.  `check` sees the module switched on again and ready, and what
/// the flash held before.
void cut_at_flash_writes(const FlashContents& flash,
                         const std::function<void(ModuleBench&, const nlohmann::json&)>& check);

}  // namespace sara::test
