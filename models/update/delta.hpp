#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/update/package_fault.hpp"

#include <cstddef>
#include <cstdint>

namespace sara::update {

/// How long making a patch may take.
enum class Effort : std::uint8_t {
    Quick,  ///< finds what the images share; new contents stay as they are
    Small   ///< compresses new contents too: several times slower
};

/// What turns `old_image` into `new_image`: one zstd frame that refers to the old image, as
/// `zstd --patch-from` makes it.
storage::Buffer make_patch(storage::Bytes old_image, storage::Bytes new_image, Effort effort);

/// The new image, `new_size` bytes; PatchFailed if patch and old image do not give that.
Result<storage::Buffer, PackageFault> apply_patch(storage::Bytes old_image, storage::Bytes patch,
                                                  std::size_t new_size);

/// Makes a patch longer by `size` bytes, at least kMinFiller, that a decoder skips.
void append_filler(storage::Buffer& patch, std::size_t size);
inline constexpr std::size_t kMinFiller = 8;

}  // namespace sara::update
