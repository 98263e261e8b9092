#pragma once

#include "models/products/product.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/file_types.hpp"
#include "models/update/package_damage.hpp"
#include "models/update/package_format.hpp"
#include "models/update/signature.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sara::update {

/// A file that the new firmware brings.  [firmware-update 8: IMG]
struct RecipeFile {
    storage::Tag tag = storage::Tag::Xlwm2m;
    std::string name;
    std::string contents;
};

/// A package in the words of those who need one; sizes in bytes, 0 for "as it comes".
struct PackageRecipe {
    PackageKind kind = PackageKind::Full;
    std::string product;         ///< type number
    std::string from;            ///< "03.15,A00.01"; empty: the product's factory version
    std::string to;              ///< "03.16,A00.01"
    std::size_t size = 0;        ///< of the package, if it is a full one
    std::size_t delta_size = 0;  ///< of the package, if it is a delta
    std::size_t image_size = 0;  ///< of the factory image a delta starts from
    std::string rot_version;     ///< of the RoT firmware it brings; empty: the old image's
    std::vector<RecipeFile> files;
    Damage damage = Damage::None;
};

/// The package.  Throws std::invalid_argument, with one clear line, if there can be no such
/// package.
storage::Buffer make_package(const PackageRecipe& recipe,
                             const SigningKey& key = SigningKey::factory());

/// A delta between two given images.  Throws std::invalid_argument if one is no image.
storage::Buffer make_delta(storage::Bytes old_image, storage::Bytes new_image,
                           const SigningKey& key);

/// A package of that kind (full or EasyFlash) around a given image.  Throws std::invalid_argument.
storage::Buffer make_full(PackageKind kind, storage::Bytes image, const SigningKey& key);

}  // namespace sara::update
