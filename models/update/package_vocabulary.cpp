#include "models/update/package_recipe.hpp"

#include "sim/vocabulary.hpp"

#include <array>

namespace {

using sara::sim::key;
using sara::sim::kRequired;
using sara::sim::Rules;
using sara::update::PackageRecipe;
using sara::update::RecipeFile;

constexpr Rules kImage{.min = 16384, .max = 8 << 20};

// clang-format off
constexpr auto kFileKeys = std::to_array<sara::sim::Key>({
    key<&RecipeFile::name>("name", "of an LwM2M file", {.min = 1, .max = 248, .presence = sara::sim::Presence::Required}),
    key<&RecipeFile::contents>("contents", "its bytes"),
});

constexpr auto kKeys = std::to_array<sara::sim::Key>({
    key<&PackageRecipe::kind>("kind", "what updates with it: full +UFWUPD, delta +UFWINSTALL, dof EasyFlash", {}, "[firmware-update 1]"),
    key<&PackageRecipe::product>("product", "type number; without it the default product"),
    key<&PackageRecipe::from>("from", "old version \"<modem>,<app>\"; without it the product's factory version"),
    key<&PackageRecipe::to>("to", "new version \"<modem>,<app>\"", kRequired),
    key<&PackageRecipe::size>("size", "bytes of a full package", kImage),
    key<&PackageRecipe::delta_size>("delta_size", "bytes of a delta package", {.min = 1024, .max = 8 << 20}),
    key<&PackageRecipe::image_size>("image_size", "bytes of the firmware a delta starts from: the module's image_bytes", kImage),
    key<&PackageRecipe::rot_version>("rot_version", "version of the RoT firmware it brings", {.max = 32}, "[security 5]"),
    key<&PackageRecipe::files>("files", "LwM2M files it brings", {}, "[firmware-update 8]"),
    key<&PackageRecipe::damage>("damage", "what is wrong with it", {}, "[firmware-update 6]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<RecipeFile>() {
    static constexpr Shape kShape =
        make_shape<RecipeFile>("package file", "A file that a package brings.", kFileKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<PackageRecipe>() {
    static constexpr Shape kShape =
        make_shape<PackageRecipe>("package", "A firmware package, made on the spot.", kKeys);
    return kShape;
}
