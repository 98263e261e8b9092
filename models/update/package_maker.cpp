#include "models/update/package_maker.hpp"

#include "models/storage/firmware_image.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace sara::update {

namespace {

using storage::Buffer;
using storage::Bytes;

storage::ImageInfo info_of(std::string_view what, Bytes image) {
    auto info = storage::parse_image(image);
    if (!info) {
        throw std::invalid_argument(fmt::format("{}: expected a firmware image, found a bad {}",
                                                what, storage::name_of(info.error())));
    }
    return std::move(*info);
}

PackageHeader header_for(PackageKind kind, const storage::ImageInfo& info, Bytes image) {
    PackageHeader header;
    header.kind = kind;
    header.model = info.model;
    header.new_version = info.version();
    header.new_size = static_cast<std::uint32_t>(image.size());
    header.new_digest = storage::parse_header(image)->digest;
    return header;
}

}  // namespace

Buffer make_full(PackageKind kind, Bytes image, const SigningKey& key) {
    return build_package(header_for(kind, info_of("new image", image), image), image, key);
}

Buffer make_delta(Bytes old_image, Bytes new_image, Bytes patch, const SigningKey& key) {
    const storage::ImageInfo old_info = info_of("old image", old_image);
    const storage::ImageInfo new_info = info_of("new image", new_image);
    if (old_info.model != new_info.model) {
        throw std::invalid_argument(fmt::format("new image: for {}; expected {}, as the old one is",
                                                new_info.model, old_info.model));
    }
    PackageHeader header = header_for(PackageKind::Delta, new_info, new_image);
    header.old_version = old_info.version();
    header.old_size = static_cast<std::uint32_t>(old_image.size());
    header.old_digest = storage::parse_header(old_image)->digest;
    return build_package(std::move(header), patch, key);
}

}  // namespace sara::update
