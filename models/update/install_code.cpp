#include "models/update/install_code.hpp"

#include "sim/expect.hpp"

#include <algorithm>
#include <array>

namespace sara::update {

namespace {

using enum InstallCode;
constexpr auto kNo = FlashWritten::No;
constexpr auto kMaybe = FlashWritten::Maybe;
constexpr auto kYes = FlashWritten::Yes;
constexpr bool kOtherSeries = false;

// [firmware-update 6]
// clang-format off
constexpr auto kInstallCodes = std::to_array<InstallCodeRow>({
    // code                   meaning                              cause                               flash written
    {Success,                   "success",                           "",                                 kYes},
    {GenericFailure,            "generic failure",                   "anything else",                    kNo},
    {FlashAccessFailed,         "flash access failed",               "flash fault",                      kMaybe},
    {DeltaFileAccessFailed,     "delta file access failed",          "package unreadable",               kNo},
    {PartitionTable,            "partition table",                   "",                                 kNo, kOtherSeries},
    {BadBlock,                  "bad block",                         "",                                 kNo, kOtherSeries},
    {EngineError,               "decompression engine error",        "engine fault",                     kMaybe},
    {RamError,                  "RAM error (peak memory)",           "low RAM",                          kNo},
    {FileNotFound,              "file not found",                    "package vanished",                 kNo},
    {FileSystemAccess,          "file system access",                "",                                 kNo, kOtherSeries},
    {DeltaCorrupted,            "delta file corrupted",              "bit flips, truncated",             kNo},
    {FormatNotRecognised,       "delta format not recognised",       "not a package",                    kNo},
    {FlashWriteFailure,         "flash write failure",               "write fault",                      kYes},
    {FirmwareMismatch,          "delta vs flash firmware mismatch",  "wrong start version or product",   kNo},
    {SignatureMismatch,         "signature mismatch",                "bad signature",                    kNo},
    {FormatVersionNotSupported, "delta version not supported",       "format version",                   kNo},
    {RamCorruption,             "RAM corruption",                    "fault",                            kMaybe},
    {SizeMismatch,              "delta size mismatch",               "length field",                     kNo},
    {UpdatedFlashCorrupted,     "updated flash corrupted",           "read-back check",                  kYes},
    {FinalisationError,         "generic finalisation error",        "last step",                        kYes},
    {PublicKeyError,            "public key error",                  "key missing",                      kNo},
    {FileOperation,             "file operation",                    "",                                 kNo, kOtherSeries},
    {PrevalidationFailed,       "pre-validation failed",             "any check in validation",          kNo},
});
// clang-format on
static_assert(std::ranges::is_sorted(kInstallCodes, {}, &InstallCodeRow::code), "rows go by code");

}  // namespace

std::span<const InstallCodeRow> install_codes() {
    return kInstallCodes;
}

const InstallCodeRow& row_of(InstallCode code) {
    const auto* const row =
        std::ranges::lower_bound(kInstallCodes, code, {}, &InstallCodeRow::code);
    SARA_EXPECT(row != kInstallCodes.end() && row->code == code, "every code has a row");
    return *row;
}

std::string_view name_of(FlashWritten written) {
    switch (written) {
        case FlashWritten::No:
            return "no";
        case FlashWritten::Maybe:
            return "maybe";
        case FlashWritten::Yes:
            break;
    }
    return "yes";
}

}  // namespace sara::update
