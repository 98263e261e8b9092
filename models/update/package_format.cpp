#include "models/update/package_format.hpp"

#include <fmt/format.h>
#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace sara::update {

namespace {

using storage::Bytes;

constexpr std::array<std::uint8_t, 8> kMagic = {0x89, 'S', 'A', 'R', 'A', 'U', 'P', 0x0A};

// Where fields lie; the table of package_format.hpp.
namespace at {
constexpr std::size_t kVersion = 8;
constexpr std::size_t kKind = 10;
constexpr std::size_t kPackageSize = 12;
constexpr std::size_t kPayloadSize = 16;
constexpr std::size_t kNewSize = 20;
constexpr std::size_t kOldSize = 24;
constexpr std::size_t kModel = 28;
constexpr std::size_t kOldVersion = 60;
constexpr std::size_t kNewVersion = 84;
constexpr std::size_t kPayloadDigest = 108;
constexpr std::size_t kNewDigest = 140;
constexpr std::size_t kOldDigest = 172;
constexpr std::size_t kCrc = 204;
}  // namespace at

std::uint32_t crc32(Bytes bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

std::uint32_t u32(Bytes bytes, std::size_t offset) {
    return boost::endian::load_little_u32(bytes.data() + offset);
}

std::uint16_t u16(Bytes bytes, std::size_t offset) {
    return boost::endian::load_little_u16(bytes.data() + offset);
}

std::string text(Bytes bytes, std::size_t offset, std::size_t most) {
    const std::string_view field = sim::as_text(bytes.subspan(offset, most));
    return std::string(field.substr(0, field.find('\0')));
}

template <std::size_t Size>
std::array<std::uint8_t, Size> raw(Bytes bytes, std::size_t offset) {
    std::array<std::uint8_t, Size> field{};
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), Size, field.begin());
    return field;
}

bool starts_with_magic(Bytes file) {
    return file.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), file.begin());
}

bool is_kind(std::uint16_t value) {
    return value >= static_cast<std::uint16_t>(PackageKind::Full) &&
           value <= static_cast<std::uint16_t>(PackageKind::EasyFlash);
}

PackageHeader read_header(Bytes file) {
    return {
        .kind = static_cast<PackageKind>(u16(file, at::kKind)),
        .model = text(file, at::kModel, PackageHeader::kMaxModel),
        .old_version = text(file, at::kOldVersion, PackageHeader::kMaxVersion),
        .new_version = text(file, at::kNewVersion, PackageHeader::kMaxVersion),
        .payload_size = u32(file, at::kPayloadSize),
        .new_size = u32(file, at::kNewSize),
        .old_size = u32(file, at::kOldSize),
        .payload_digest = raw<32>(file, at::kPayloadDigest),
        .new_digest = raw<32>(file, at::kNewDigest),
        .old_digest = raw<32>(file, at::kOldDigest),
    };
}

/// A full package's payload is the image; only a delta has an old one.
bool sizes_fit_kind(const PackageHeader& header) {
    if (header.kind == PackageKind::Delta) return header.old_size > 0;
    return header.old_size == 0 && header.payload_size == header.new_size;
}

void put_u32(storage::Buffer& package, std::size_t offset, std::size_t value) {
    boost::endian::store_little_u32(package.data() + offset, static_cast<std::uint32_t>(value));
}

void put(storage::Buffer& package, std::size_t offset, Bytes bytes) {
    std::copy(bytes.begin(), bytes.end(), package.begin() + static_cast<std::ptrdiff_t>(offset));
}

void put_text(storage::Buffer& package, std::size_t offset, std::string_view value,
              std::size_t most, std::string_view name) {
    if (value.size() > most) {
        throw std::invalid_argument(
            fmt::format("{} '{}' is too long: at most {} characters", name, value, most));
    }
    put(package, offset, sim::as_bytes(value));
}

}  // namespace

std::string_view name_of(PackageKind kind) {
    const auto& kinds = sim::Names<PackageKind>::kTable;
    return std::ranges::find(kinds, kind, &sim::Named<PackageKind>::value)->name;
}

Result<Package, PackageFault> parse_package_start(Bytes start) {
    if (!starts_with_magic(start)) return PackageFault::NotAPackage;
    if (start.size() < PackageHeader::kBytes) return PackageFault::Truncated;
    if (u16(start, at::kVersion) != PackageHeader::kFormatVersion) {
        return PackageFault::FormatVersion;
    }
    const std::uint64_t payload_size = u32(start, at::kPayloadSize);
    if (u32(start, at::kPackageSize) != PackageHeader::kBytes + payload_size) {
        return PackageFault::SizeMismatch;
    }
    if (crc32(start.first(at::kCrc)) != u32(start, at::kCrc)) return PackageFault::HeaderCorrupted;
    if (!is_kind(u16(start, at::kKind))) return PackageFault::WrongKind;
    PackageHeader header = read_header(start);
    if (!sizes_fit_kind(header)) return PackageFault::SizeMismatch;
    return Package{
        .header = std::move(header),
        .signed_part = start.first(PackageHeader::kSignedBytes),
        .signature = raw<std::tuple_size_v<Signature>>(start, PackageHeader::kSignedBytes),
        .payload = {}};
}

Result<Package, PackageFault> parse_package(Bytes file) {
    auto package = parse_package_start(file);
    if (!package) return package;
    const Bytes payload = file.subspan(PackageHeader::kBytes);
    if (payload.size() > package->header.payload_size) return PackageFault::SizeMismatch;
    if (payload.size() < package->header.payload_size) return PackageFault::Truncated;
    package->payload = payload;
    return package;
}

storage::Buffer build_package(PackageHeader header, Bytes payload, const SigningKey& key) {
    header.payload_size = static_cast<std::uint32_t>(payload.size());
    header.payload_digest = storage::sha256(payload);
    storage::Buffer package(PackageHeader::kBytes + payload.size());
    put(package, 0, kMagic);
    boost::endian::store_little_u16(package.data() + at::kVersion, PackageHeader::kFormatVersion);
    boost::endian::store_little_u16(package.data() + at::kKind,
                                    static_cast<std::uint16_t>(header.kind));
    put_u32(package, at::kPackageSize, package.size());
    put_u32(package, at::kPayloadSize, header.payload_size);
    put_u32(package, at::kNewSize, header.new_size);
    put_u32(package, at::kOldSize, header.old_size);
    put_text(package, at::kModel, header.model, PackageHeader::kMaxModel, "model");
    put_text(package, at::kOldVersion, header.old_version, PackageHeader::kMaxVersion, "version");
    put_text(package, at::kNewVersion, header.new_version, PackageHeader::kMaxVersion, "version");
    put(package, at::kPayloadDigest, header.payload_digest);
    put(package, at::kNewDigest, header.new_digest);
    put(package, at::kOldDigest, header.old_digest);
    put_u32(package, at::kCrc, crc32(Bytes(package).first(at::kCrc)));
    put(package, PackageHeader::kBytes, payload);
    sign_again(package, key);
    return package;
}

void sign_again(storage::Buffer& package, const SigningKey& key) {
    const Signature signature = key.sign(Bytes(package).first(PackageHeader::kSignedBytes));
    put(package, PackageHeader::kSignedBytes, signature);
}

Bytes without_padding(Bytes file) {
    constexpr std::size_t kLargestBlock = 1024;
    if (!starts_with_magic(file) || file.size() < PackageHeader::kBytes) return file;
    const std::size_t size = u32(file, at::kPackageSize);
    const bool is_padding = size <= file.size() && file.size() - size < kLargestBlock;
    return is_padding ? file.first(size) : file;
}

}  // namespace sara::update
