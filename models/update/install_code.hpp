#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace sara::update {

/// How an installation ends: the values above 100 of +UFWUPD and +UUFWINSTALL.
/// [firmware-update 6]
enum class InstallCode : std::uint8_t {
    Success = 128,
    GenericFailure = 129,
    FlashAccessFailed = 130,
    DeltaFileAccessFailed = 131,
    PartitionTable = 132,
    BadBlock = 134,
    EngineError = 140,
    RamError = 141,
    FileNotFound = 144,
    FileSystemAccess = 145,
    DeltaCorrupted = 148,
    FormatNotRecognised = 158,
    FlashWriteFailure = 160,
    FirmwareMismatch = 168,
    SignatureMismatch = 173,
    FormatVersionNotSupported = 174,
    RamCorruption = 178,
    SizeMismatch = 180,
    UpdatedFlashCorrupted = 195,
    FinalisationError = 224,
    PublicKeyError = 227,
    FileOperation = 230,
    PrevalidationFailed = 247
};

/// What that code says of the firmware: was the old image touched?
enum class FlashWritten : std::uint8_t { No, Maybe, Yes };

/// One row of the reference's table.
struct InstallCodeRow {
    InstallCode code;
    std::string_view meaning;
    std::string_view cause;  ///< what typically leads to it
    FlashWritten written;
    bool on_r5 = true;  ///< false: other series only, never emitted
};

/// The whole table, by code.  [firmware-update 6]
// clang-format off
inline constexpr auto kInstallCodes = std::to_array<InstallCodeRow>({
    // code                                  meaning                              cause                               flash written
    {InstallCode::Success,                   "success",                           "",                                 FlashWritten::Yes},
    {InstallCode::GenericFailure,            "generic failure",                   "anything else",                    FlashWritten::No},
    {InstallCode::FlashAccessFailed,         "flash access failed",               "flash fault",                      FlashWritten::Maybe},
    {InstallCode::DeltaFileAccessFailed,     "delta file access failed",          "package unreadable",               FlashWritten::No},
    {InstallCode::PartitionTable,            "partition table",                   "",                                 FlashWritten::No, false},
    {InstallCode::BadBlock,                  "bad block",                         "",                                 FlashWritten::No, false},
    {InstallCode::EngineError,               "decompression engine error",        "engine fault",                     FlashWritten::Maybe},
    {InstallCode::RamError,                  "RAM error (peak memory)",           "low RAM",                          FlashWritten::No},
    {InstallCode::FileNotFound,              "file not found",                    "package vanished",                 FlashWritten::No},
    {InstallCode::FileSystemAccess,          "file system access",                "",                                 FlashWritten::No, false},
    {InstallCode::DeltaCorrupted,            "delta file corrupted",              "bit flips, truncated",             FlashWritten::No},
    {InstallCode::FormatNotRecognised,       "delta format not recognised",       "not a package",                    FlashWritten::No},
    {InstallCode::FlashWriteFailure,         "flash write failure",               "write fault",                      FlashWritten::Yes},
    {InstallCode::FirmwareMismatch,          "delta vs flash firmware mismatch",  "wrong start version or product",   FlashWritten::No},
    {InstallCode::SignatureMismatch,         "signature mismatch",                "bad signature",                    FlashWritten::No},
    {InstallCode::FormatVersionNotSupported, "delta version not supported",       "format version",                   FlashWritten::No},
    {InstallCode::RamCorruption,             "RAM corruption",                    "fault",                            FlashWritten::Maybe},
    {InstallCode::SizeMismatch,              "delta size mismatch",               "length field",                     FlashWritten::No},
    {InstallCode::UpdatedFlashCorrupted,     "updated flash corrupted",           "read-back check",                  FlashWritten::Yes},
    {InstallCode::FinalisationError,         "generic finalisation error",        "last step",                        FlashWritten::Yes},
    {InstallCode::PublicKeyError,            "public key error",                  "key missing",                      FlashWritten::No},
    {InstallCode::FileOperation,             "file operation",                    "",                                 FlashWritten::No, false},
    {InstallCode::PrevalidationFailed,       "pre-validation failed",             "any check in validation",          FlashWritten::No},
});
// clang-format on
static_assert(std::ranges::is_sorted(kInstallCodes, {}, &InstallCodeRow::code), "rows go by code");

/// The row of that code.
const InstallCodeRow& row_of(InstallCode code);

/// The number on the wire.
constexpr int number_of(InstallCode code) {
    return static_cast<int>(code);
}

std::string_view name_of(FlashWritten written);

}  // namespace sara::update
