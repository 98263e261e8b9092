#pragma once

#include "models/update/install_code.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace sara::update {

/// What is wrong with a package.
enum class PackageFault : std::uint8_t {
    NotAPackage,
    FormatVersion,
    SizeMismatch,
    HeaderCorrupted,
    Truncated,
    WrongKind,
    PayloadCorrupted,
    PublicKeyMissing,
    SignatureMismatch,
    WrongProduct,
    WrongStartVersion,
    BaseImageDiffers,
    PatchFailed,
    ResultDiffers
};

/// When an installation notices: fields of the header at once, the rest when all has been read.
enum class FoundAt : std::uint8_t {
    ValidationStart,  ///< after +UFWPREVAL: 0
    ValidationEnd,    ///< after the last +UFWPREVAL
    Installation      ///< while the new image is made, before the flash is written
};

/// What follows from a fault.
struct PackageFaultRow {
    PackageFault fault;
    InstallCode code;  ///< [firmware-update 6]
    FoundAt found_at;
    std::string_view name;  ///< one word, for JSON
    std::string_view text;  ///< for people
};

/// Every fault, in the order in which validation looks for them.
std::span<const PackageFaultRow> package_faults();

const PackageFaultRow& row_of(PackageFault fault);

}  // namespace sara::update
