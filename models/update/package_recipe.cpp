#include "models/update/package_recipe.hpp"

#include "models/products/profile.hpp"
#include "models/storage/firmware_build.hpp"
#include "models/update/delta.hpp"
#include "models/update/image_parts.hpp"
#include "models/update/package_maker.hpp"
#include "sim/random.hpp"

#include <fmt/format.h>
#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace sara::update {

namespace {

using storage::Buffer;
using storage::Bytes;

template <class... Args>
[[noreturn]] void refuse(fmt::format_string<Args...> format, Args&&... args) {
    throw std::invalid_argument(fmt::format(format, std::forward<Args>(args)...));
}

constexpr std::size_t kSmallestFirmware = 8192;
constexpr std::size_t kLargestFirmware = 8U << 20U;  // a firmware slot  [assumed]

/// What a recipe leaves open, filled in.
struct Plan {
    const products::Product& product;
    FirmwareVersion from;
    FirmwareVersion to;
    std::size_t image_size;
};

FirmwareVersion version_of(std::string_view key, std::string_view text) {
    auto version = parse_version(text);
    if (!version) {
        refuse("{}: '{}' is no version; expected <modem>,<app>, e.g. 03.16,A00.01", key, text);
    }
    return std::move(*version);
}

Plan plan_for(const PackageRecipe& recipe) {
    const products::Product* product = recipe.product.empty()
                                           ? &products::default_product()
                                           : products::find_product(recipe.product);
    if (product == nullptr) {
        refuse("product: '{}' is unknown; expected a type number, e.g. {}", recipe.product,
               products::default_product().type_number);
    }
    const std::string factory = fmt::format("{},{}", product->modem_version, product->app_version);
    std::size_t image_size = recipe.image_size;
    if (recipe.kind != PackageKind::Delta && recipe.size != 0) {
        if (recipe.size <= PackageHeader::kBytes) {
            refuse("size: {} bytes; a package has a header of {} and a firmware of {} or more",
                   recipe.size, PackageHeader::kBytes, kSmallestFirmware);
        }
        image_size = recipe.size - PackageHeader::kBytes;
    }
    if (image_size == 0) image_size = products::Profile::for_product(*product).image_bytes;
    return {*product, version_of("from", recipe.from.empty() ? factory : recipe.from),
            version_of("to", recipe.to), image_size};
}

Buffer firmware(const Plan& plan, const FirmwareVersion& version) {
    if (plan.image_size < kSmallestFirmware || plan.image_size > kLargestFirmware) {
        refuse("size: {} bytes of firmware; expected {} to {}", plan.image_size, kSmallestFirmware,
               kLargestFirmware);
    }
    return storage::make_firmware(plan.product, version.modem, version.app, plan.image_size);
}

ImageParts parts_of(std::string_view what, Bytes image) {
    auto parts = disassemble(image);
    if (!parts) {
        refuse("{}: not a firmware image: {}", what, storage::name_of(parts.error()));
    }
    return std::move(*parts);
}

bool brings_something(const PackageRecipe& recipe) {
    return !recipe.rot_version.empty() || !recipe.files.empty();
}

/// Puts in what the recipe brings; the code gives way, so that the image keeps its size.
void bring(const PackageRecipe& recipe, ImageParts& parts, std::size_t image_size) {
    if (!brings_something(recipe)) return;
    if (!recipe.rot_version.empty()) {
        parts.rot_file = storage::make_rot_file(recipe.rot_version);
        parts.info.rot_version = recipe.rot_version;
    }
    if (!recipe.files.empty()) {
        parts.info.files.clear();
        parts.files.clear();
        for (const RecipeFile& file : recipe.files) {
            parts.info.files.push_back({storage::Tag::Xlwm2m, file.name, file.contents.size()});
            parts.files.push_back(file.contents);
        }
    }
    const std::size_t size = assemble(parts).size();
    if (size > image_size + parts.code.size()) {
        refuse("files, rot_version: they leave no room for code in {} bytes", image_size);
    }
    parts.code.resize(parts.code.size() + image_size - size);
}

/// Replaces about `bytes` of the code, in sections spread over all of it, by what no old image has.
void rewrite(Buffer& code, std::size_t bytes, sim::Random random) {
    constexpr std::size_t kSectionBytes = 16384;
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    const std::size_t sections = std::clamp<std::size_t>(bytes / kSectionBytes, 1, 16);
    const std::size_t stride = code.size() / sections;
    const std::size_t words = std::min(bytes / sections, stride) / kWord;
    for (std::size_t section = 0; section < sections; ++section) {
        std::uint8_t* at = code.data() + section * stride;
        for (std::size_t word = 0; word < words; ++word, at += kWord) {
            boost::endian::store_little_u64(at, random.next());
        }
    }
}

/// The old firmware with the new version and what the recipe brings, its code as it was.
ImageParts renewed(const PackageRecipe& recipe, const Plan& plan, Bytes old_image) {
    ImageParts parts = parts_of("from", old_image);
    parts.set_version(plan.to);
    bring(recipe, parts, old_image.size());
    return parts;
}

/// Bytes of a delta that are not new code: what the recipe brings, and what zstd adds, some bytes a
/// section and a block of 128 KiB.
std::size_t expected_overhead(const PackageRecipe& recipe, std::size_t image_size) {
    std::size_t bytes = 512 + image_size / 4096;
    if (!recipe.rot_version.empty()) bytes += storage::kRotFileBytes;
    for (const RecipeFile& file : recipe.files) bytes += file.contents.size();
    return bytes;
}

/// A delta of exactly `recipe.delta_size`: as much new code as fits, then filler.
Buffer sized_delta(const PackageRecipe& recipe, const Plan& plan, const SigningKey& key) {
    const Buffer old_image = firmware(plan, plan.from);
    const std::size_t room =
        recipe.delta_size - std::min<std::size_t>(recipe.delta_size, PackageHeader::kBytes);
    std::size_t overhead = expected_overhead(recipe, old_image.size());
    for (int attempt = 0; attempt < 8; ++attempt) {
        if (room <= overhead) {
            refuse("delta_size: {} bytes is too small, expected {} or more", recipe.delta_size,
                   PackageHeader::kBytes + overhead + 1);
        }
        ImageParts parts = renewed(recipe, plan, old_image);
        if (room - overhead > parts.code.size()) {
            refuse("delta_size: {} bytes is too large for an image of {}", recipe.delta_size,
                   plan.image_size);
        }
        rewrite(parts.code, room - overhead, {plan.image_size, recipe.to});
        const Buffer image = assemble(std::move(parts));
        Buffer patch = make_patch(old_image, image, Effort::Quick);
        if (patch.size() + kMinFiller <= room) {
            append_filler(patch, room - patch.size());
            return make_delta(old_image, image, patch, key);
        }
        overhead += patch.size() + kMinFiller - room + 64;
    }
    refuse("delta_size: {} bytes cannot be met", recipe.delta_size);
}

/// The firmware that the recipe asks for, as a factory would build it.
Buffer new_firmware(const PackageRecipe& recipe, const Plan& plan) {
    Buffer image = firmware(plan, plan.to);
    if (!brings_something(recipe)) return image;
    ImageParts parts = parts_of("to", image);
    bring(recipe, parts, image.size());
    return assemble(std::move(parts));
}

Buffer undamaged(const PackageRecipe& recipe, const SigningKey& key) {
    const Plan plan = plan_for(recipe);
    if (recipe.kind != PackageKind::Delta) {
        return make_full(recipe.kind, new_firmware(recipe, plan), key);
    }
    if (recipe.delta_size != 0) return sized_delta(recipe, plan, key);
    const Buffer old_image = firmware(plan, plan.from);
    const Buffer new_image = new_firmware(recipe, plan);
    return make_delta(old_image, new_image, make_patch(old_image, new_image, Effort::Quick), key);
}

}  // namespace

Buffer make_package(const PackageRecipe& recipe, const SigningKey& key) {
    Buffer package = undamaged(recipe, key);
    inflict(package, recipe.damage);
    return package;
}

}  // namespace sara::update
