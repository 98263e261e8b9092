#pragma once

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/digest.hpp"
#include "models/storage/firmware_image.hpp"
#include "models/update/effects.hpp"
#include "models/update/package_fault.hpp"
#include "models/update/package_format.hpp"

#include <optional>
#include <string_view>

namespace sara::update {

/// The firmware in the slot.
struct InstalledFirmware {
    storage::ImageInfo info;
    storage::Sha256 digest{};  ///< as `FirmwareSlot::digest` has it
};

/// The module that a package is to be installed on.
struct Target {
    const products::Product& product;
    const products::Profile& profile;
    std::optional<InstalledFirmware> installed;  ///< nothing: what is there is no image any more
};

/// What validation found: nothing, or the first fault.
struct Verdict {
    std::optional<PackageFault> fault;

    bool ok() const { return !fault; }
    InstallCode code() const { return fault ? row_of(*fault).code : InstallCode::Success; }
    FoundAt found_at() const { return fault ? row_of(*fault).found_at : FoundAt::ValidationEnd; }
    std::string_view text() const { return fault ? row_of(*fault).text : "valid"; }
};

/// The kind of package that a method installs.  [firmware-update 1]
PackageKind kind_for(Method method);

/// True for a file in an unknown format that the profile lets pass as a package of its own kind, a
/// real vendor package say.
bool is_opaque(storage::Bytes file, const products::Profile& profile);

/// Everything that validation checks, in the order of `package_faults`.  The module's public key
/// is the profile's.
Verdict validate(storage::Bytes file, Method method, const Target& target);

/// What can be checked before the payload is there: kind, signature, model.
Verdict check_header(const Package& package, Method method, const Target& target);

/// Is it whole, and signed with that key?  What `r5sim fw verify` checks without a module.
Verdict check_integrity(const Package& package, const std::optional<PublicKey>& key);

/// The image that a valid package installs: its payload, or the patch applied to `old_image`.  An
/// opaque package gives the old image with the profile's `opaque_version` in its manifest, or a
/// factory image of that version if there is no old one.
/// Faults: PatchFailed, ResultDiffers, and those of `parse_package`.
Result<storage::Buffer, PackageFault> new_image(storage::Bytes file, storage::Bytes old_image,
                                                const Target& target);

}  // namespace sara::update
