#include "models/update/package_fault.hpp"

#include <array>
#include <cstddef>

namespace sara::update {

namespace {

using enum PackageFault;
constexpr auto kStart = FoundAt::ValidationStart;
constexpr auto kEnd = FoundAt::ValidationEnd;
constexpr auto kInstall = FoundAt::Installation;

// Codes by cause [firmware-update 6]; when each is noticed [assumed: cheap checks come first].
// clang-format off
constexpr auto kPackageFaults = std::to_array<PackageFaultRow>({
    {NotAPackage,       InstallCode::FormatNotRecognised,       kStart,   "not-a-package",       "not a package"},
    {FormatVersion,     InstallCode::FormatVersionNotSupported, kStart,   "format-version",      "a format version that is not supported"},
    {SizeMismatch,      InstallCode::SizeMismatch,              kStart,   "size-mismatch",       "the length fields do not fit the file"},
    {HeaderCorrupted,   InstallCode::DeltaCorrupted,            kStart,   "header-corrupted",    "the header is corrupted"},
    {Truncated,         InstallCode::DeltaCorrupted,            kEnd,     "truncated",           "the file ends before the package does"},
    {WrongKind,         InstallCode::FormatNotRecognised,       kStart,   "wrong-kind",          "a package for another way of updating"},
    {PayloadCorrupted,  InstallCode::DeltaCorrupted,            kEnd,     "payload-corrupted",   "the payload is corrupted"},
    {PublicKeyMissing,  InstallCode::PublicKeyError,            kEnd,     "public-key-missing",  "no public key to check the signature with"},
    {SignatureMismatch, InstallCode::SignatureMismatch,         kEnd,     "signature-mismatch",  "the signature is not by this key"},
    {WrongProduct,      InstallCode::FirmwareMismatch,          kEnd,     "wrong-product",       "a package for another product"},
    {WrongStartVersion, InstallCode::FirmwareMismatch,          kEnd,     "wrong-start-version", "a delta from another version"},
    {BaseImageDiffers,  InstallCode::FirmwareMismatch,          kEnd,     "base-image-differs",  "a delta from another image of that version"},
    {PatchFailed,       InstallCode::EngineError,               kInstall, "patch-failed",        "the patch cannot be applied"},
    {ResultDiffers,     InstallCode::EngineError,               kInstall, "result-differs",      "the patch gives another image than it says"},
});
// clang-format on

constexpr bool is_indexed_by_fault() {
    for (std::size_t i = 0; i < kPackageFaults.size(); ++i) {
        if (static_cast<std::size_t>(kPackageFaults[i].fault) != i) return false;
    }
    return true;
}
static_assert(is_indexed_by_fault(), "one row a fault, in the enumeration's order");

}  // namespace

std::span<const PackageFaultRow> package_faults() {
    return kPackageFaults;
}

const PackageFaultRow& row_of(PackageFault fault) {
    return kPackageFaults[static_cast<std::size_t>(fault)];
}

}  // namespace sara::update
