#pragma once

#include <cstdint>
#include <span>
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

/// The whole table, by code.
std::span<const InstallCodeRow> install_codes();

const InstallCodeRow& row_of(InstallCode code);

/// The number on the wire.
constexpr int number_of(InstallCode code) {
    return static_cast<int>(code);
}

std::string_view name_of(FlashWritten written);

}  // namespace sara::update
