#pragma once

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/digest.hpp"
#include "models/storage/memory_medium.hpp"

#include <memory>

namespace sara::storage {

/// Flash of a module as it leaves the factory.
struct FactoryFlash {
    std::shared_ptr<const BaseImage> base;
    Sha256 firmware_digest{};  ///< of the image in it
};

/// Header, firmware, RF calibration, the RoT chip's version and the factory certificates.  Made
/// once for each type number and image size, then shared by every twin of the thread.
/// Throws std::invalid_argument if the image does not fit its slot.
const FactoryFlash& factory_flash(const products::Product& product,
                                  const products::Profile& profile);

}  // namespace sara::storage
