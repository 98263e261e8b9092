#pragma once

#include "models/module.hpp"
#include "models/storage/memory_medium.hpp"
#include "models/update/package_recipe.hpp"
#include "sim/twin.hpp"
#include "tests/support/dte.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sara::test {

inline constexpr std::uint32_t kSmallImageBytes = 65'536;
inline const std::string kOldVersion = "03.15,A00.01";  ///< what the factory put in
inline const std::string kNewVersion = "03.16,A00.01";  ///< what packages bring

/// The default product's profile with a firmware so small that an update is over in no time.
products::Profile small_profile(std::uint32_t image_bytes = kSmallImageBytes);

/// A package for a module with that profile, from kOldVersion to kNewVersion.
update::PackageRecipe small_recipe(update::PackageKind kind,
                                   std::uint32_t image_bytes = kSmallImageBytes);

/// That package, made once.
const storage::Buffer& small_package(update::PackageKind kind);

/// What a flash holds, to be the start of any number of benches.
using FlashContents = std::shared_ptr<const storage::BaseImage>;

/// One module with the host on its primary UART.  It is switched on and ready at virtual 2 s.
class ModuleBench {
 public:
    explicit ModuleBench(const products::Profile& profile = small_profile());

    /// A module without supply, on that flash.
    ModuleBench(const products::Profile& profile, const FlashContents& flash);

    /// Applies the supply, and removes it: whatever is volatile is gone.
    void switch_on() { module.switch_on(); }
    void cut_power() { module.set_supply(false); }

    void run_for(Duration length);

    /// Fails the test if the module is not in that state within `limit`.
    void run_until_state(std::string_view state, Duration limit = 10min);

    /// AT+UFWUPD=<port>,<baud> over the primary UART, which then has that speed.  If the primary
    /// UART is where the transfer takes place, returns with the first C heard.
    void start_foat(std::uint32_t baud = 460'800, int port = 1);

    /// The host talks at 115200 again, and the module, in operation, answers.
    void greet();

    /// Waits for `<urc>: 128`, then for the module to tell the new version at 115200.
    void run_until_updated(std::string_view urc);

    /// Puts a file where +UDWNFILE would append it; in FOAT the name does not matter.
    void write_file(storage::Tag tag, std::string_view name, Bytes contents);

    /// The firmware in the slot: SHA-256 and version.  Empty if there is none.
    std::string digest() const;
    std::string version() const;

    FlashContents freeze_flash() const;

    sim::Kernel kernel{1};

 private:
    std::unique_ptr<sim::Medium> prepare(const FlashContents& flash);
    const storage::MemoryMedium* cells_ = nullptr;

 public:
    Module module;
    Dte dte;
};

}  // namespace sara::test
