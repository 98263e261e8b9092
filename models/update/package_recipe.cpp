#include "models/update/package_recipe.hpp"

#include "models/products/profile.hpp"
#include "models/storage/firmware_build.hpp"
#include "models/update/delta.hpp"
#include "models/update/image_parts.hpp"
#include "models/update/package_maker.hpp"
#include "sim/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
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
        image_size = recipe.size - std::min<std::size_t>(recipe.size, PackageHeader::kBytes);
    }
    if (image_size == 0) image_size = products::Profile::for_product(*product).image_bytes;
    return {*product, version_of("from", recipe.from.empty() ? factory : recipe.from),
            version_of("to", recipe.to), image_size};
}

Buffer firmware(const Plan& plan, const FirmwareVersion& version) {
    constexpr std::size_t kSmallest = 8192;
    constexpr std::size_t kLargest = 8U << 20U;  // a firmware slot  [assumed]
    if (plan.image_size < kSmallest || plan.image_size > kLargest) {
        refuse("size: {} bytes of firmware; expected {} to {}", plan.image_size, kSmallest,
               kLargest);
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

/// Puts in what the recipe brings; the code gives way, so that the image keeps its size.
Buffer image_with(ImageParts parts, const PackageRecipe& recipe, std::size_t image_size) {
    if (!recipe.rot_version.empty()) {
        parts.rot_file = storage::make_code("RoT", recipe.rot_version,
                                            std::max<std::size_t>(parts.rot_file.size(), 1024));
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
    const std::size_t code_size = parts.code.size();
    Buffer image = assemble(parts);
    if (image.size() == image_size) return image;
    if (image.size() > image_size + code_size) refuse("files: they leave no room for firmware");
    parts.code.resize(code_size + image_size - image.size());
    return assemble(std::move(parts));
}

/// Replaces `bytes` of the code, in sections spread over all of it, by what no old image holds.
void rewrite(Buffer& code, std::size_t bytes, sim::Random random) {
    constexpr std::size_t kSectionBytes = 16384;
    const std::size_t sections = std::clamp<std::size_t>(bytes / kSectionBytes, 1, 16);
    const std::size_t stride = code.size() / sections;
    for (std::size_t section = 0; section < sections; ++section) {
        const std::size_t size = bytes / sections + (section == 0 ? bytes % sections : 0);
        for (std::uint8_t& byte : std::span(code).subspan(section * stride, size)) {
            byte = static_cast<std::uint8_t>(random.next() >> 56U);
        }
    }
}

/// A delta of exactly `recipe.delta_size`: as much new code as fits, then filler.
Buffer sized_delta(const PackageRecipe& recipe, const Plan& plan, const SigningKey& key) {
    const Buffer old_image = firmware(plan, plan.from);
    const ImageParts old_parts = parts_of("from", old_image);
    const std::size_t room =
        recipe.delta_size - std::min<std::size_t>(recipe.delta_size, PackageHeader::kBytes);
    // What zstd adds to new code: some bytes a section and a block of 128 KiB.
    std::size_t overhead = 512 + plan.image_size / 4096;
    for (int attempt = 0; attempt < 8; ++attempt) {
        if (room <= overhead) {
            refuse("delta_size: {} bytes is too small, expected {} or more", recipe.delta_size,
                   PackageHeader::kBytes + overhead + 1);
        }
        if (room - overhead > old_parts.code.size()) {
            refuse("delta_size: {} bytes is too large for an image of {}", recipe.delta_size,
                   plan.image_size);
        }
        ImageParts parts = old_parts;
        parts.set_version(plan.to);
        rewrite(parts.code, room - overhead, {plan.image_size, recipe.to});
        const Buffer image = image_with(std::move(parts), recipe, old_image.size());
        Buffer patch = make_patch(old_image, image, Effort::Quick);
        if (patch.size() + kMinFiller <= room) {
            append_filler(patch, room - patch.size());
            return make_delta(old_image, image, patch, key);
        }
        overhead += patch.size() + kMinFiller - room + 64;
    }
    refuse("delta_size: {} bytes cannot be met", recipe.delta_size);
}

Buffer natural_delta(const PackageRecipe& recipe, const Plan& plan, const SigningKey& key) {
    const Buffer old_image = firmware(plan, plan.from);
    const Buffer new_image =
        image_with(parts_of("to", firmware(plan, plan.to)), recipe, plan.image_size);
    return make_delta(old_image, new_image, make_patch(old_image, new_image, Effort::Quick), key);
}

Buffer undamaged(const PackageRecipe& recipe, const SigningKey& key) {
    const Plan plan = plan_for(recipe);
    if (recipe.kind == PackageKind::Delta) {
        return recipe.delta_size == 0 ? natural_delta(recipe, plan, key)
                                      : sized_delta(recipe, plan, key);
    }
    const Buffer image = firmware(plan, plan.to);
    if (recipe.rot_version.empty() && recipe.files.empty()) {
        return make_full(recipe.kind, image, key);
    }
    return make_full(recipe.kind, image_with(parts_of("to", image), recipe, image.size()), key);
}

}  // namespace

Buffer make_package(const PackageRecipe& recipe, const SigningKey& key) {
    Buffer package = undamaged(recipe, key);
    inflict(package, recipe.damage);
    return package;
}

}  // namespace sara::update
