#pragma once

#include "models/storage/nvm.hpp"

namespace sara::ufota {

/// Short ID of u-blox's own server, whose updates +UFOTACONFIG governs.  [R01 2.5; R03 3.4]
inline constexpr int kUfotaServer = 721;

/// What the module does about a package that a server offers: <mode> of +UFOTACONFIG.  [R03 3.4]
enum class CampaignMode {
    Automatic = 0,     ///< downloads, and the server installs  [number assumed]
    DownloadOnly = 1,  ///< downloads, and the host installs with +UFWINSTALL
    AskHost = 2,       ///< waits for +UFOTAACK, an hour at most
    Disabled = 3       ///< refuses
};

/// The mode set for that server: automatic for every other than u-blox's.
CampaignMode campaign_mode(const storage::Nvm& nvm, int server);

}  // namespace sara::ufota
