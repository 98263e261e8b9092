#pragma once

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/digest.hpp"
#include "models/storage/firmware_image.hpp"
#include "models/storage/memory_medium.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace sara::storage {

/// Flash of a module as it leaves the factory: header, firmware, RF calibration, RoT file, factory
/// certificates.
struct FactoryFlash {
    std::shared_ptr<const BaseImage> base;
    Sha256 firmware_digest{};  ///< of the image in it
};

/// Made once a process for each type number, version and size; then shared.
/// Throws std::invalid_argument if the profile's sizes do not fit the flash map.
const FactoryFlash& factory_flash(const products::Product& product,
                                  const products::Profile& profile);

/// The image of any version for that product, as a factory would build it: `size` bytes in all.
Buffer make_firmware(const products::Product& product, std::string_view modem_version,
                     std::string_view app_version, std::size_t size);

}  // namespace sara::storage
