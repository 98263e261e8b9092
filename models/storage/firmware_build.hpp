#pragma once

#include "models/products/product.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/firmware_image.hpp"

#include <cstddef>
#include <string_view>

namespace sara::storage {

/// Size of a RoT update file.  [R03 8]
inline constexpr std::size_t kRotFileBytes = 204'800;

/// Code of a firmware version: bytes that compress as firmware does.  Versions of one model differ
/// in about a tenth of it, so that a delta has the size that deltas have.  [firmware-update 1]
Buffer make_code(std::string_view model, std::string_view version, std::size_t size);

/// The RoT update file of that version: encrypted, so it looks like noise.  [security 5]
Buffer make_rot_file(std::string_view version);

/// The image of any version for that product, `size` bytes in all.  It carries a RoT update file
/// unless it is too small for one.  Throws std::invalid_argument below 4 KiB.
Buffer make_firmware(const products::Product& product, std::string_view modem_version,
                     std::string_view app_version, std::size_t size);

}  // namespace sara::storage
