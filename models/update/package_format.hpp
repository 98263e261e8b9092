#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/digest.hpp"
#include "models/update/package_fault.hpp"
#include "models/update/signature.hpp"
#include "sim/vocabulary/names.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace sara::update {

/// What a package is for.
enum class PackageKind : std::uint8_t {
    Full = 1,      ///< `.upd`, a whole image: FOAT  [R03 4]
    Delta = 2,     ///< `.upd`, a patch between two images: +UFWINSTALL and uFOTA  [R01 4, 5]
    EasyFlash = 3  ///< `.dof`, a whole image for the flashing tool  [R01 6]
};
std::string_view name_of(PackageKind kind);

/// A firmware package: header, signature, payload.  Numbers are little endian, texts are filled up
/// with zeros, image digests are those that the images' own headers carry.
///
/// | offset | bytes | |
/// |--|--|--|
/// |   0 |  8 | magic: 89h "SARAUP" 0Ah                                   |
/// |   8 |  2 | format version, 1                                         |
/// |  10 |  2 | kind: 1 full, 2 delta, 3 EasyFlash                        |
/// |  12 |  4 | bytes of the package, from the magic to the payload's end |
/// |  16 |  4 | bytes of the payload                                      |
/// |  20 |  4 | bytes of the new image                                    |
/// |  24 |  4 | bytes of the old image; 0 unless a delta                  |
/// |  28 | 32 | model, e.g. "SARA-R510M8S-01B"                            |
/// |  60 | 24 | old version, e.g. "03.15,A00.01"; empty unless a delta    |
/// |  84 | 24 | new version                                               |
/// | 108 | 32 | SHA-256 of the payload                                    |
/// | 140 | 32 | digest of the new image                                   |
/// | 172 | 32 | digest of the old image; zeros unless a delta             |
/// | 204 |  4 | CRC-32 of the bytes before it                             |
/// | 208 | 64 | Ed25519 signature of the bytes before it                  |
/// | 272 |    | payload: the new image, or a zstd patch from the old one  |
///
/// The signature covers the payload through its digest.
struct PackageHeader {
    static constexpr std::uint16_t kFormatVersion = 1;
    static constexpr std::size_t kSignedBytes = 208;
    static constexpr std::size_t kBytes = kSignedBytes + std::tuple_size_v<Signature>;
    static constexpr std::size_t kMaxModel = 31;    ///< characters
    static constexpr std::size_t kMaxVersion = 23;  ///< characters

    PackageKind kind = PackageKind::Full;
    std::string model;
    std::string old_version;
    std::string new_version;
    std::uint32_t payload_size = 0;
    std::uint32_t new_size = 0;
    std::uint32_t old_size = 0;
    storage::Sha256 payload_digest{};
    storage::Sha256 new_digest{};
    storage::Sha256 old_digest{};
};

/// A package that was read; its views live as long as the bytes it was read from.
struct Package {
    PackageHeader header;
    storage::Bytes signed_part;
    Signature signature{};
    storage::Bytes payload;

    std::size_t size() const { return PackageHeader::kBytes + payload.size(); }
};

/// Reads the header of a package whose payload is still to come; that of the result is empty.
/// Faults: NotAPackage, FormatVersion, SizeMismatch, HeaderCorrupted, WrongKind, Truncated.
Result<Package, PackageFault> parse_package_start(storage::Bytes start);

/// Reads the header and finds the payload; looks at neither payload nor signature.
/// Faults: those of the start.
Result<Package, PackageFault> parse_package(storage::Bytes file);

/// A package around `payload`: its size and digest are filled in, then it is signed.  Throws
/// std::invalid_argument if a text of the header is too long.
storage::Buffer build_package(PackageHeader header, storage::Bytes payload, const SigningKey& key);

/// Replaces the signature of a package that has its header.
void sign_again(storage::Buffer& package, const SigningKey& key);

/// `file` without what Xmodem filled the last block up with; all of it if that is no package.
/// [firmware-update 3.3: the true length comes from the header]
storage::Bytes without_padding(storage::Bytes file);

}  // namespace sara::update

/// The kinds as scenarios and `r5sim fw` name them.
template <>
struct sara::sim::Names<sara::update::PackageKind> {
    using Kind = update::PackageKind;
    static constexpr auto kTable = std::to_array<Named<Kind>>({
        {"full", Kind::Full},
        {"delta", Kind::Delta},
        {"dof", Kind::EasyFlash},
    });
};
