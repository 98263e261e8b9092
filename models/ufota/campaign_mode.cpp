#include "models/ufota/campaign_mode.hpp"

#include <charconv>
#include <string>

namespace sara::ufota {

CampaignMode campaign_mode(const storage::Nvm& nvm, int server) {
    const auto stored = nvm.get("+UFOTACONFIG");  // <server>,<mode>,<p3>
    if (!stored || server != kUfotaServer) return CampaignMode::Automatic;
    const char* const end = stored->data() + stored->size();
    int mode = 0;
    std::from_chars(stored->data() + stored->find(',') + 1, end, mode);
    return static_cast<CampaignMode>(mode);
}

}  // namespace sara::ufota
