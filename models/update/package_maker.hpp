#pragma once

#include "models/storage/bytes.hpp"
#include "models/update/package_format.hpp"
#include "models/update/signature.hpp"

namespace sara::update {

// Packages from images.  All throw std::invalid_argument, in one line, if what they get is no image
// or does not go together.  None checks an image's digest: who read it from a file did.

/// A package of that kind (full or EasyFlash) around an image.
storage::Buffer make_full(PackageKind kind, storage::Bytes image, const SigningKey& key);

/// A delta between two images of one model; `patch` as `make_patch` makes it.
storage::Buffer make_delta(storage::Bytes old_image, storage::Bytes new_image, storage::Bytes patch,
                           const SigningKey& key);

}  // namespace sara::update
