#include "models/commands/device.hpp"

#include <charconv>
#include <utility>

namespace sara::commands {

Device::Device(Parts lent)
    : parts(std::move(lent)),
      sim(parts.scheduler, parts.profile),
      functionality(parts.storage.nvm, sim),
      gpio(parts.storage.nvm, parts.product.internal_gnss),
      security_profiles(parts.storage.nvm),
      sms(parts.sms, parts.storage.sms) {
    storage::RotStore& rot = parts.storage.rot;
    if (rot.is_updating()) rot.complete_update();  // the power went meanwhile  [security 5]
    const std::optional<std::string> variant = parts.storage.nvm.get("+USIO");
    if (variant) std::from_chars(variant->data(), variant->data() + variant->size(), usio_);
}

}  // namespace sara::commands
