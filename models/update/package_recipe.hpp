#pragma once

#include "models/storage/bytes.hpp"
#include "models/update/package_damage.hpp"
#include "models/update/package_format.hpp"
#include "models/update/signature.hpp"
#include "sim/vocabulary/shape_of.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sara::update {

/// An LwM2M file that the new firmware brings.  [firmware-update 8: IMG]
struct RecipeFile {
    std::string name;
    std::vector<std::uint8_t> contents;
};

/// A package in the words of those who need one.  Sizes are in bytes, 0 for "as it comes".
struct PackageRecipe {
    PackageKind kind = PackageKind::Full;
    std::string product;           ///< type number; empty: the default product
    std::string from;              ///< "03.15,A00.01"; empty: the product's factory version
    std::string to;                ///< "03.16,A00.01"
    std::uint32_t size = 0;        ///< of the package, if it carries a whole image
    std::uint32_t delta_size = 0;  ///< of the package, if it is a delta
    std::uint32_t image_size =
        0;                    ///< of the firmware a delta starts from: the module's image_bytes
    std::string rot_version;  ///< of the RoT firmware it brings; empty: as the old one
    std::vector<RecipeFile> files;
    Damage damage = Damage::None;
};

/// The package.  A delta starts from the firmware that the factory built for `from`; its new image
/// differs in so many bytes that the package has the asked size.  The same recipe always gives the
/// same bytes.  Throws std::invalid_argument, in one line, if there can be no such package.
storage::Buffer make_package(const PackageRecipe& recipe,
                             const SigningKey& key = SigningKey::factory());

}  // namespace sara::update

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::update::RecipeFile>();

/// A package as a scenario's "packages" section describes it.
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::update::PackageRecipe>();
