#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/firmware_image.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::update {

/// A firmware version as it is written and printed, e.g. "03.15,A00.01".  [at-commands 2.1]
struct FirmwareVersion {
    std::string modem;
    std::string app;
};

/// Nothing unless it is two words with a comma between them.
std::optional<FirmwareVersion> parse_version(std::string_view text);

/// A firmware image taken apart, to be put together with something else in it.
struct ImageParts {
    storage::ImageInfo info;
    storage::Buffer code;
    storage::Buffer rot_file;
    std::vector<storage::Buffer> files;  ///< as many as info.files, in that order

    void set_version(const FirmwareVersion& version);
};

/// Does not check the image's digest.
Result<ImageParts, storage::ImageFault> disassemble(storage::Bytes image);

/// The image; the sizes in its manifest follow from the parts.
storage::Buffer assemble(ImageParts parts);

}  // namespace sara::update
