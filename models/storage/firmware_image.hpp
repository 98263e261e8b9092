#pragma once

#include "models/products/product.hpp"
#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/digest.hpp"
#include "models/storage/file_types.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::storage {

/// A file that an image carries and an installation puts in place.  [firmware-update 8: IMG, REPL]
struct CarriedFile {
    Tag tag = Tag::Xlwm2m;
    std::string name;
    std::size_t size = 0;
};

/// What an image says of itself: its manifest.
struct ImageInfo {
    std::string model;             ///< products it runs on, see `image_model`
    std::string modem_version;     ///< e.g. "03.15"
    std::string app_version;       ///< e.g. "A00.01"
    int default_mno_profile = 90;  ///< [firmware-update 8: DEF90]
    std::string rot_version;       ///< of the RoT update file
    std::size_t rot_size = 0;      ///< 0: the image carries no RoT update file
    std::vector<CarriedFile> files;

    /// What ATI9 answers, e.g. "03.15,A00.01".
    std::string version() const { return modem_version + ',' + app_version; }
};

/// Why bytes are no image.
enum class ImageFault : std::uint8_t {
    Empty,     ///< nothing there: erased
    Header,    ///< magic, format version, lengths or header CRC are wrong
    Manifest,  ///< the manifest is no manifest
    Digest     ///< the contents are not what the header says
};
std::string_view name_of(ImageFault fault);

/// First bytes of every image, little endian:
/// | offset | bytes | |
/// |--|--|--|
/// | 0  | 4  | magic "SR5I" |
/// | 4  | 2  | format version, 1 |
/// | 6  | 2  | header bytes, 64 |
/// | 8  | 4  | manifest bytes |
/// | 12 | 4  | payload bytes |
/// | 16 | 32 | SHA-256 of all that follows the header |
/// | 48 | 12 | zero |
/// | 60 | 4  | CRC-32 of the header before it |
/// The manifest (JSON) and the payload follow: code, then the RoT file, then the carried files.
struct ImageHeader {
    static constexpr std::size_t kBytes = 64;
    std::uint32_t manifest_size = 0;
    std::uint32_t payload_size = 0;
    Sha256 digest{};

    std::size_t image_size() const { return kBytes + manifest_size + payload_size; }
};

Result<ImageHeader, ImageFault> parse_header(Bytes image);

nlohmann::json to_json(const ImageInfo& info);
Result<ImageInfo, ImageFault> parse_manifest(std::string_view text);

/// The manifest of an image with that header.
Result<ImageInfo, ImageFault> parse_manifest_of(const ImageHeader& header, Bytes manifest);

/// Header and manifest; does not look at the payload.  Bytes behind the image are ignored, so that
/// Xmodem's padding does no harm.
Result<ImageInfo, ImageFault> parse_image(Bytes image);

/// parse_image, and the digest is what the header says.
Result<ImageInfo, ImageFault> verify_image(Bytes image);

/// An image whose payload is still zero: its last `payload_size` bytes.  To be filled and sealed.
Buffer start_image(const ImageInfo& info, std::size_t payload_size);

/// Notes the digest of what is there now in the image's header.
void seal_image(Buffer& image);

/// A whole image.  `payload` ends with the files that `info` names.
Buffer build_image(const ImageInfo& info, Bytes payload);

/// Where the RoT file and the carried files lie in the image; each in bytes from the image's start.
struct ImageLayout {
    std::size_t rot_offset = 0;
    std::vector<std::size_t> file_offsets;
};
ImageLayout layout_of(const ImageHeader& header, const ImageInfo& info);

/// What images of `product` name as their model: the type number without its last part, e.g.
/// "SARA-R510M8S-01B" for SARA-R510M8S-01B-00.  00B and 01B do not take each other's firmware.
/// [module-behaviour 1]
std::string image_model(const products::Product& product);

}  // namespace sara::storage
