#pragma once

#include "models/storage/record_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::storage {

/// A serial port of the module (1 primary, 2 auxiliary) and its speed in bit/s.
struct UpdatePort {
    int port = 1;
    std::uint32_t baud = 115200;

    bool operator==(const UpdatePort&) const = default;
};

/// How a firmware comes.  The columns of Table 14.  [R01 7]
enum class UpdateMethod : std::uint8_t {
    Ufota,       ///< LwM2M
    Foat,        ///< +UFWUPD
    Ufwinstall,  ///< +UFWINSTALL
    EasyFlash    ///< boot ROM
};
inline constexpr std::size_t kUpdateMethods = 4;
std::string_view name_of(UpdateMethod method);

/// How far an installation came; what each needs to go on is in the flash.
enum class InstallPhase : std::uint8_t {
    Validate,  ///< nothing is written: validation starts again
    Copy,      ///< the new image lies in `staging` whole: copy it to `image`
    Effects    ///< the new image is in place: files and settings remain to be treated
};
std::string_view name_of(InstallPhase phase);

/// An installation that is to be done or was interrupted.  [firmware-update 5]
struct PendingInstall {
    UpdateMethod method = UpdateMethod::Ufwinstall;
    UpdatePort port{};  ///< where progress is reported
    InstallPhase phase = InstallPhase::Validate;
    bool urcs = true;              ///< report progress at all
    std::string opaque_version{};  ///< version an opaque package carries, or empty
    int failures = 0;              ///< attempts that left a firmware which does not boot

    bool operator==(const PendingInstall&) const = default;
};

/// Result of the last installation: 128 or the code of firmware-update 6.
struct UpdateResult {
    UpdateMethod method = UpdateMethod::Ufwinstall;
    int code = 0;

    bool operator==(const UpdateResult&) const = default;
};

/// Everything the boot ROM has to know.  [firmware-update 3.6, 5]
struct JournalState {
    std::optional<UpdatePort> update_mode;  ///< FUM: boots as Xmodem receiver on this port
    bool flash_dirty = false;               ///< the image was touched: never boot it as it is
    std::optional<PendingInstall> install;
    std::optional<int> restore_mno_profile;  ///< uFOTA keeps the selected one  [R01 2.6.6]
    std::optional<UpdateResult> last_result;

    bool operator==(const JournalState&) const = default;
};

nlohmann::json to_json(const JournalState& state);
JournalState journal_from_json(const nlohmann::json& json);

/// Keeps the JournalState: each update is one record, there whole or not at all.
class UpdateJournal {
 public:
    explicit UpdateJournal(Partition partition) : log_(partition) {}
    void mount();

    const JournalState& state() const { return state_; }

    /// Replaces the state.  False: the flash fails; the old state stays.
    bool update(const JournalState& state);

    nlohmann::json to_json() const;

 private:
    RecordLog log_;
    JournalState state_;
};

}  // namespace sara::storage
