#pragma once

#include "models/lwm2m/firmware_object.hpp"
#include "models/storage/nvm.hpp"
#include "models/ufota/download_machine.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace sara::ufota {

/// What a download has to know after a reboot.  It lies in the NVM, which a firmware update erases:
/// what is left then is the journal's last result.  [firmware-update 2.5][lwm2m 9]
struct DownloadRecord {
    DownloadState state = DownloadState::Idle;
    lwm2m::FirmwareResult result = lwm2m::FirmwareResult::Initial;
    int server = 0;                      ///< short ID of who wrote /5/0/1
    bool for_host = false;               ///< the host installs  [R03 3.4.1]
    std::optional<std::size_t> total{};  ///< size of the package, once a server said it
    std::string uri{};                   ///< /5/0/1

    bool operator==(const DownloadRecord&) const = default;
};

std::optional<DownloadRecord> load_record(const storage::Nvm& nvm);

/// False: the NVM fails.
bool store_record(storage::Nvm& nvm, const DownloadRecord& record);

}  // namespace sara::ufota
