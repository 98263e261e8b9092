#include "models/storage/factory.hpp"

#include "models/storage/certificates.hpp"
#include "models/storage/erased.hpp"
#include "models/storage/firmware_build.hpp"
#include "models/storage/firmware_slot.hpp"
#include "models/storage/flash.hpp"
#include "models/storage/flash_header.hpp"
#include "models/storage/rot_store.hpp"
#include "sim/expect.hpp"
#include "sim/random.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace sara::storage {

namespace {

// The firmware holds their anchors, so the store has what a host can ask for and no DER.
// Names: [security 1: Factory CAs].  Digests and dates are the certificates' own.
const auto kFactoryCertificates = std::to_array<Certificate>({
    {.type = CertificateType::RootCa,
     .name = "ubx_digicert_global_root_ca",
     .der = {},
     .md5 = "79e4a9840d7d3a96d7c04fe2434c892e",
     .common_name = "DigiCert Global Root CA",
     .expires = "2031/11/10 00:00:00",
     .is_factory = true},
    {.type = CertificateType::RootCa,
     .name = "ubx_verisign_universal_root_certification_authority",
     .der = {},
     .md5 = "8eadb501aa4d81e48c1dd1e114009519",
     .common_name = "VeriSign Universal Root Certification Authority",
     .expires = "2037/12/01 23:59:59",
     .is_factory = true},
});

/// Every unit's radio is trimmed in production; what the numbers mean, the firmware knows.
Buffer rf_calibration(const products::Product& product) {
    sim::Random random(0, fmt::format("rf calibration {}", product.type_number));
    Buffer bytes(row_of(Region::RfCal).size / 2);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

/// Everything but the firmware, written by the parts that will read it.
BaseImage small_parts(const products::Product& product, const ImageInfo& firmware) {
    auto memory = std::make_unique<MemoryMedium>();
    const MemoryMedium& cells = *memory;
    const sim::Scheduler scheduler;
    sim::Trace trace(scheduler);
    Flash flash(std::move(memory), {}, trace);

    flash.preload(0, encode_header(product.type_number));
    flash.preload(row_of(Region::RfCal).offset, rf_calibration(product));
    RotStore rot({flash, Region::Rot}, {flash, Region::RotFile});
    CertificateStore certificates({flash, Region::Certs});
    bool done = rot.set_chip_version(firmware.rot_version);
    for (const Certificate& item : kFactoryCertificates) {
        done = certificates.add(item).has_value() && done;
    }
    SARA_EXPECT(done, "a new flash has room and no faults");
    return cells.freeze();
}

FactoryFlash produce(const products::Product& product, std::size_t image_bytes) {
    Buffer firmware =
        make_firmware(product, product.modem_version, product.app_version, image_bytes);
    const Sha256 digest = parse_header(firmware)->digest;
    auto base = std::make_shared<BaseImage>(small_parts(product, *parse_image(firmware)));
    firmware.resize(sectors_for(image_bytes) * kSectorBytes, kErasedByte);
    base->add(row_of(Region::Image).offset / kSectorBytes, std::move(firmware));
    return {.base = std::move(base), .firmware_digest = digest};
}

}  // namespace

const FactoryFlash& factory_flash(const products::Product& product,
                                  const products::Profile& profile) {
    if (profile.image_bytes > row_of(Region::Image).size) {
        throw std::invalid_argument(fmt::format("an image of {} bytes does not fit its slot of {}",
                                                profile.image_bytes, row_of(Region::Image).size));
    }
    using Key = std::pair<std::string, std::size_t>;
    thread_local std::map<Key, FactoryFlash> made;
    const Key key{product.type_number, profile.image_bytes};
    auto found = made.find(key);
    if (found == made.end()) {
        found = made.emplace(key, produce(product, profile.image_bytes)).first;
    }
    return found->second;
}

}  // namespace sara::storage
