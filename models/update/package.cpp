#include "models/update/package.hpp"

#include "models/storage/firmware_build.hpp"
#include "models/update/delta.hpp"
#include "models/update/image_parts.hpp"

namespace sara::update {

namespace {

using storage::Buffer;
using storage::Bytes;

/// Is the firmware that is there the one the delta starts from?
std::optional<PackageFault> check_start(const PackageHeader& header, const Target& target) {
    if (header.model != storage::image_model(target.product)) return PackageFault::WrongProduct;
    if (header.kind != PackageKind::Delta) return std::nullopt;
    if (!target.installed || header.old_version != target.installed->info.version()) {
        return PackageFault::WrongStartVersion;
    }
    if (header.old_digest != target.installed->digest) return PackageFault::BaseImageDiffers;
    return std::nullopt;
}

std::optional<PackageFault> check_signature(const Package& package,
                                            const std::optional<PublicKey>& key) {
    if (!key) return PackageFault::PublicKeyMissing;
    if (verify(*key, package.signed_part, package.signature)) return std::nullopt;
    return PackageFault::SignatureMismatch;
}

/// The digest in an image's own header, if its contents have that digest.
std::optional<storage::Sha256> digest_of(Bytes image) {
    if (!storage::verify_image(image)) return std::nullopt;
    return storage::parse_header(image)->digest;
}

Result<Buffer, PackageFault> opaque_image(Bytes old_image, const Target& target) {
    const auto version = parse_version(target.profile.opaque_version);
    if (!storage::verify_image(old_image)) {
        const products::Product& product = target.product;
        const FirmwareVersion factory{std::string(product.modem_version),
                                      std::string(product.app_version)};
        const FirmwareVersion& wanted = version ? *version : factory;
        return storage::make_firmware(product, wanted.modem, wanted.app,
                                      target.profile.image_bytes);
    }
    ImageParts parts = *disassemble(old_image);
    if (version) parts.set_version(*version);
    return assemble(std::move(parts));
}

}  // namespace

PackageKind kind_for(Method method) {
    switch (method) {
        case Method::Foat:
            return PackageKind::Full;
        case Method::EasyFlash:
            return PackageKind::EasyFlash;
        case Method::Ufota:
        case Method::Ufwinstall:
            break;
    }
    return PackageKind::Delta;
}

bool is_opaque(Bytes file, const products::Profile& profile) {
    if (!profile.accept_opaque_package || file.empty()) return false;
    const auto package = parse_package(file);
    return !package && package.error() == PackageFault::NotAPackage;
}

Verdict check_header(const Package& package, Method method, const Target& target) {
    if (package.header.kind != kind_for(method)) return {PackageFault::WrongKind};
    const auto key = public_key_from_hex(target.profile.package_public_key);
    if (const auto fault = check_signature(package, key)) return {fault};
    return {check_start(package.header, target)};
}

Verdict check_integrity(const Package& package, const std::optional<PublicKey>& key) {
    if (storage::sha256(package.payload) != package.header.payload_digest) {
        return {PackageFault::PayloadCorrupted};
    }
    return {check_signature(package, key)};
}

Verdict validate(Bytes file, Method method, const Target& target) {
    if (is_opaque(file, target.profile)) return {};
    const auto package = parse_package(file);
    if (!package) return {package.error()};
    if (package->header.kind != kind_for(method)) return {PackageFault::WrongKind};
    const auto key = public_key_from_hex(target.profile.package_public_key);
    const Verdict whole = check_integrity(*package, key);
    return whole.ok() ? Verdict{check_start(package->header, target)} : whole;
}

Result<Buffer, PackageFault> new_image(Bytes file, Bytes old_image, const Target& target) {
    if (is_opaque(file, target.profile)) return opaque_image(old_image, target);
    const auto package = parse_package(file);
    if (!package) return package.error();
    const PackageHeader& header = package->header;
    Buffer image(header.kind == PackageKind::Delta
                     ? Buffer()
                     : Buffer(package->payload.begin(), package->payload.end()));
    if (header.kind == PackageKind::Delta) {
        auto patched = apply_patch(old_image, package->payload, header.new_size);
        if (!patched) return patched.error();
        image = std::move(*patched);
    }
    if (digest_of(image) != header.new_digest) return PackageFault::ResultDiffers;
    return image;
}

}  // namespace sara::update
