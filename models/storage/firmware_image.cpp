#include "models/storage/firmware_image.hpp"

#include "models/storage/erased.hpp"
#include "models/storage/flash_map.hpp"
#include "sim/expect.hpp"

#include <nlohmann/json.hpp>

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <limits>

namespace sara::storage {

namespace {

constexpr std::uint32_t kImageMagic = 0x49355253;  // "SR5I"
constexpr std::uint16_t kFormatVersion = 1;

// Places in the header, see ImageHeader.
constexpr std::size_t kVersionAt = 4;
constexpr std::size_t kHeaderSizeAt = 6;
constexpr std::size_t kManifestSizeAt = 8;
constexpr std::size_t kPayloadSizeAt = 12;
constexpr std::size_t kDigestAt = 16;
constexpr std::size_t kCrcAt = 60;

constexpr auto kFaultNames =
    std::to_array<std::string_view>({"empty", "header", "manifest", "digest"});

std::uint32_t header_crc(Bytes header) {
    boost::crc_32_type crc;
    crc.process_bytes(header.data(), kCrcAt);
    return crc.checksum();
}

void store_header(const ImageHeader& header, std::uint8_t* into) {
    using namespace boost::endian;
    store_little_u32(into, kImageMagic);
    store_little_u16(into + kVersionAt, kFormatVersion);
    store_little_u16(into + kHeaderSizeAt, ImageHeader::kBytes);
    store_little_u32(into + kManifestSizeAt, header.manifest_size);
    store_little_u32(into + kPayloadSizeAt, header.payload_size);
    std::ranges::copy(header.digest, into + kDigestAt);
    store_little_u32(into + kCrcAt, header_crc({into, ImageHeader::kBytes}));
}

CarriedFile carried_from(const nlohmann::json& json) {
    const auto tag = find_tag(json.at("tag").get<std::string>());
    CarriedFile file{.tag = tag.value_or(Tag::Foat),
                     .name = json.at("name").get<std::string>(),
                     .size = json.at("size").get<std::uint32_t>()};
    return file;
}

bool is_sound(const CarriedFile& file) {
    return file.tag != Tag::Foat && is_legal_name(file.name);
}

std::size_t carried_bytes(const ImageInfo& info) {
    std::size_t bytes = info.rot_size;
    for (const CarriedFile& file : info.files) bytes += file.size;
    return bytes;
}

}  // namespace

std::string_view name_of(ImageFault fault) {
    return kFaultNames[static_cast<std::size_t>(fault)];
}

Result<ImageHeader, ImageFault> parse_header(Bytes image) {
    using namespace boost::endian;
    if (image.size() < ImageHeader::kBytes) return ImageFault::Header;
    const Bytes bytes = image.first(ImageHeader::kBytes);
    if (is_erased(bytes)) return ImageFault::Empty;
    const std::uint8_t* at = bytes.data();
    const bool is_ours = load_little_u32(at) == kImageMagic &&
                         load_little_u16(at + kVersionAt) == kFormatVersion &&
                         load_little_u16(at + kHeaderSizeAt) == ImageHeader::kBytes &&
                         load_little_u32(at + kCrcAt) == header_crc(bytes);
    if (!is_ours) return ImageFault::Header;
    ImageHeader header{.manifest_size = load_little_u32(at + kManifestSizeAt),
                       .payload_size = load_little_u32(at + kPayloadSizeAt)};
    std::copy_n(at + kDigestAt, header.digest.size(), header.digest.begin());
    return header;
}

nlohmann::json to_json(const ImageInfo& info) {
    nlohmann::json files = nlohmann::json::array();
    for (const CarriedFile& file : info.files) {
        files.push_back({{"tag", name_of(file.tag)}, {"name", file.name}, {"size", file.size}});
    }
    return {{"model", info.model},
            {"modem_version", info.modem_version},
            {"app_version", info.app_version},
            {"default_mno_profile", info.default_mno_profile},
            {"rot", {{"version", info.rot_version}, {"size", info.rot_size}}},
            {"files", files}};
}

Result<ImageInfo, ImageFault> parse_manifest(std::string_view text) {
    try {
        const auto json = nlohmann::json::parse(text);
        ImageInfo info{.model = json.at("model").get<std::string>(),
                       .modem_version = json.at("modem_version").get<std::string>(),
                       .app_version = json.at("app_version").get<std::string>(),
                       .default_mno_profile = json.at("default_mno_profile").get<int>(),
                       .rot_version = json.at("rot").at("version").get<std::string>(),
                       .rot_size = json.at("rot").at("size").get<std::uint32_t>(),
                       .files = {}};
        for (const auto& file : json.at("files")) info.files.push_back(carried_from(file));
        if (!std::ranges::all_of(info.files, is_sound)) return ImageFault::Manifest;
        return info;
    } catch (const nlohmann::json::exception&) {
        return ImageFault::Manifest;
    }
}

Result<ImageInfo, ImageFault> parse_image(Bytes image) {
    const auto header = parse_header(image);
    if (!header) return header.error();
    if (header->image_size() > image.size()) return ImageFault::Header;
    return parse_manifest_of(*header, image.subspan(ImageHeader::kBytes, header->manifest_size));
}

Result<ImageInfo, ImageFault> parse_manifest_of(const ImageHeader& header, Bytes manifest) {
    auto info = parse_manifest(sim::as_text(manifest));
    if (info && carried_bytes(*info) > header.payload_size) return ImageFault::Manifest;
    return info;
}

Result<ImageInfo, ImageFault> verify_image(Bytes image) {
    auto info = parse_image(image);
    if (!info) return info;
    const ImageHeader header = *parse_header(image);
    const Bytes contents = image.first(header.image_size()).subspan(ImageHeader::kBytes);
    if (sha256(contents) != header.digest) return ImageFault::Digest;
    return info;
}

Buffer start_image(const ImageInfo& info, std::size_t payload_size) {
    const std::string manifest = to_json(info).dump();
    SARA_EXPECT(carried_bytes(info) <= payload_size, "a payload ends with the files it carries");
    SARA_EXPECT(payload_size <= std::numeric_limits<std::uint32_t>::max(), "an image is small");
    const std::size_t size = ImageHeader::kBytes + manifest.size() + payload_size;
    Buffer image;
    image.reserve(size + kSectorBytes);  // so that nobody copies it to fill up the last sector
    image.resize(size);
    std::ranges::copy(manifest, image.begin() + ImageHeader::kBytes);
    store_header({.manifest_size = static_cast<std::uint32_t>(manifest.size()),
                  .payload_size = static_cast<std::uint32_t>(payload_size)},
                 image.data());
    return image;
}

void seal_image(Buffer& image) {
    auto header = parse_header(image);
    SARA_EXPECT(header && header->image_size() == image.size(), "an image is started, then sealed");
    header->digest = sha256(Bytes(image).subspan(ImageHeader::kBytes));
    store_header(*header, image.data());
}

Buffer build_image(const ImageInfo& info, Bytes payload) {
    Buffer image = start_image(info, payload.size());
    std::ranges::copy(payload, image.end() - static_cast<std::ptrdiff_t>(payload.size()));
    seal_image(image);
    return image;
}

ImageLayout layout_of(const ImageHeader& header, const ImageInfo& info) {
    ImageLayout layout;
    layout.rot_offset = header.image_size() - carried_bytes(info);
    std::size_t offset = layout.rot_offset + info.rot_size;
    for (const CarriedFile& file : info.files) {
        layout.file_offsets.push_back(offset);
        offset += file.size;
    }
    return layout;
}

std::string image_model(const products::Product& product) {
    const std::string_view type = product.type_number;
    return std::string(type.substr(0, type.rfind('-')));
}

}  // namespace sara::storage
