#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/update/package_fault.hpp"

#include <cstddef>

namespace sara::update {

/// What turns `old_image` into `new_image`: one zstd frame that refers to the old image, as
/// `zstd --patch-from` makes it.
storage::Buffer make_patch(storage::Bytes old_image, storage::Bytes new_image);

/// The new image, `new_size` bytes; PatchFailed if patch and old image do not give that.
Result<storage::Buffer, PackageFault> apply_patch(storage::Bytes old_image, storage::Bytes patch,
                                                  std::size_t new_size);

/// Bytes that a patch may be made longer by, all of which a decoder skips; at least kMinFiller.
storage::Buffer make_filler(std::size_t size);
inline constexpr std::size_t kMinFiller = 8;

}  // namespace sara::update
