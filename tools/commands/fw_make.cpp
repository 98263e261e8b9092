#include "tools/commands/fw_make.hpp"

#include "models/storage/firmware_image.hpp"
#include "models/update/delta.hpp"
#include "models/update/package_maker.hpp"
#include "models/update/package_recipe.hpp"
#include "tools/bad_input.hpp"
#include "tools/byte_count.hpp"
#include "tools/commands/fw_key.hpp"
#include "tools/file_bytes.hpp"

#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace sara::tools {

namespace {

using update::PackageKind;
using update::PackageRecipe;

struct MakeOptions {
    std::string kind = "full";
    PackageRecipe recipe;
    std::string size;
    std::string delta_size;
    std::string image_size;
    std::vector<std::string> files;  ///< NAME=PATH
    std::string old_image;
    std::string new_image;
    std::string key;
    std::string output;
};

std::vector<std::string> kinds() {
    std::vector<std::string> names;
    for (const auto& row : sim::Names<PackageKind>::kTable) names.emplace_back(row.name);
    return names;
}

PackageKind kind_of(const std::string& name) {
    for (const auto& row : sim::Names<PackageKind>::kTable) {
        if (row.name == name) return row.value;
    }
    throw BadInput(fmt::format("--kind: '{}'; expected full, delta or dof", name));
}

/// A firmware image, bare or as the payload of a full package.
storage::Buffer image_from(const std::string& path) {
    storage::Buffer file = read_file(path);
    const auto package = update::parse_package(file);
    if (package && package->header.kind != PackageKind::Delta) {
        file = storage::Buffer(package->payload.begin(), package->payload.end());
    }
    if (const auto info = storage::verify_image(file); !info) {
        throw BadInput(fmt::format("{}: expected a firmware image or a full package (bad {})", path,
                                   storage::name_of(info.error())));
    }
    return file;
}

update::RecipeFile recipe_file(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw BadInput(fmt::format("--file: '{}'; expected NAME=PATH", text));
    }
    return {text.substr(0, equals), read_file(text.substr(equals + 1))};
}

storage::Buffer package_of_images(const MakeOptions& options, const update::SigningKey& key) {
    if (options.new_image.empty()) throw BadInput("--old: expected --new with it");
    const storage::Buffer new_image = image_from(options.new_image);
    const PackageKind kind = kind_of(options.kind);
    if (kind != PackageKind::Delta) return update::make_full(kind, new_image, key);
    if (options.old_image.empty()) throw BadInput("--new: expected --old with it for a delta");
    const storage::Buffer old_image = image_from(options.old_image);
    const auto patch = update::make_patch(old_image, new_image, update::Effort::Small);
    return update::make_delta(old_image, new_image, patch, key);
}

storage::Buffer package_of_recipe(const MakeOptions& options, const update::SigningKey& key) {
    PackageRecipe recipe = options.recipe;
    recipe.kind = kind_of(options.kind);
    if (recipe.to.empty()) throw BadInput("--to: expected a version, or --new with an image");
    if (!options.size.empty()) recipe.size = byte_count_of("--size", options.size);
    if (!options.delta_size.empty()) {
        recipe.delta_size = byte_count_of("--delta-size", options.delta_size);
    }
    if (!options.image_size.empty()) {
        recipe.image_size = byte_count_of("--image-size", options.image_size);
    }
    for (const std::string& file : options.files) recipe.files.push_back(recipe_file(file));
    return update::make_package(recipe, key);
}

void make(const MakeOptions& options) {
    const update::SigningKey key = signing_key_from(options.key);
    const bool from_images = !options.old_image.empty() || !options.new_image.empty();
    try {
        write_file(options.output,
                   from_images ? package_of_images(options, key) : package_of_recipe(options, key));
    } catch (const std::invalid_argument& wrong) {
        throw BadInput(fmt::format("fw make: {}", wrong.what()));
    }
}

}  // namespace

void add_fw_make_command(CLI::App& fw) {
    CLI::App& command = *fw.add_subcommand("make", "make a package");
    const auto options = std::make_shared<MakeOptions>();
    PackageRecipe& recipe = options->recipe;
    command
        .add_option("--kind", options->kind,
                    "full: for +UFWUPD; delta: +UFWINSTALL; dof: EasyFlash")
        ->check(CLI::IsMember(kinds()))
        ->capture_default_str();
    command.add_option("--product", recipe.product, "type number (SARA-R510M8S-01B-00)");
    command.add_option("--from", recipe.from,
                       "old version of a delta (the product's factory version)");
    command.add_option("--to", recipe.to, "new version, e.g. 03.16,A00.01");
    auto* const size = command.add_option("--size", options->size, "of a full package, e.g. 4.5MB");
    auto* const delta_size =
        command.add_option("--delta-size", options->delta_size, "of a delta package, e.g. 450kB");
    command.add_option("--image-size", options->image_size,
                       "of the firmware a delta starts from (4.5MB, the factory's)");
    command.add_option("--rot-version", recipe.rot_version, "RoT firmware that it brings");
    command.add_option("--file", options->files, "NAME=PATH: LwM2M file that it brings");
    command.add_option("--old", options->old_image,
                       "image or full package that a delta starts from");
    command.add_option("--new", options->new_image, "image or full package to install");
    command.add_option("--key", options->key,
                       "private key, PEM (the factory key, which is public)");
    command.add_option("-o,--output", options->output, "the package")->required();
    size->excludes(delta_size);
    command.callback([options] { make(*options); });
}

}  // namespace sara::tools
