#include "models/storage/storage.hpp"

#include "models/storage/digest.hpp"
#include "models/storage/erased.hpp"
#include "models/storage/factory.hpp"
#include "models/storage/flash_header.hpp"
#include "models/storage/memory_medium.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

#include <fmt/format.h>

namespace sara::storage {

namespace {

/// Regions whose old contents would be read as ours: a new life erases them.  In the others a
/// sector is erased when it is taken.
constexpr auto kLogRegions =
    std::to_array({Region::RfCal, Region::Rot, Region::Journal, Region::Nvm, Region::Certs,
                   Region::FsMeta, Region::Sms});

constexpr std::size_t kOpenWriters = 16;  ///< blocks in reserve for files being written

void expect_room(std::string_view what, std::size_t needed, Region region) {
    const std::size_t room = row_of(region).size;
    if (needed <= room) return;
    throw std::invalid_argument(
        fmt::format("{} needs {} bytes of flash, there are {}", what, needed, room));
}

void check_sizes(const products::Profile& profile) {
    expect_room("the user area",  // every file may leave a block nearly empty
                profile.user_area_bytes + (profile.max_files + kOpenWriters) * kSectorBytes,
                Region::Files);
    expect_room("the FOAT area", 2 * (profile.foat_area_bytes + kSectorBytes), Region::Foat);
}

/// True if it still is what the factory made: then the firmware's digest is known.
bool is_as_made(const sim::Medium& medium, const products::Product& product,
                const products::Profile& profile) {
    const auto* memory = dynamic_cast<const MemoryMedium*>(&medium);
    return memory != nullptr && memory->is_untouched() &&
           memory->base() == factory_flash(product, profile).base;
}

}  // namespace

std::unique_ptr<sim::Medium> Storage::memory(const products::Product& product,
                                             const products::Profile& profile,
                                             std::shared_ptr<SectorPool> pool) {
    return std::make_unique<MemoryMedium>(factory_flash(product, profile).base, kFlashBytes,
                                          std::move(pool));
}

Storage::Storage(std::unique_ptr<sim::Medium> medium, const products::Product& product,
                 const products::Profile& profile, sim::Trace& trace)
    : product_(product),
      profile_(profile),
      was_virgin_(is_as_made(*medium, product, profile)),
      flash_(std::move(medium), {profile.sector_erase, profile.page_program}, trace),
      rot({flash_, Region::Rot}, {flash_, Region::RotFile}),
      journal({flash_, Region::Journal}),
      nvm({flash_, Region::Nvm}),
      certificates({flash_, Region::Certs}),
      files({flash_, Region::FsMeta}, {flash_, Region::Files}, {flash_, Region::Foat},
            {.user_bytes = profile.user_area_bytes,
             .foat_bytes = profile.foat_area_bytes,
             .files = profile.max_files},
            [this] {
                const auto file = rot.file();
                return file ? file->size : 0;
            }),
      image({flash_, Region::Image}),
      staging({flash_, Region::Staging}),
      sms({flash_, Region::Sms}, profile.sim_messages) {
    check_sizes(profile);
    if (is_blank()) {
        format_virgin();
        was_virgin_ = true;
        return;
    }
    if (was_virgin_) image.prime(factory_flash(product, profile).firmware_digest);
    mount();
}

bool Storage::is_blank() const {
    std::array<std::uint8_t, FlashHeader::kBytes> bytes{};
    flash_.read(0, bytes);
    const auto header = parse_flash_header(bytes);
    if (!header && header.error() == HeaderFault::Blank) return true;
    if (!header) throw WrongFlash("not a flash of r5sim");
    if (header->layout != kFlashLayout) {
        throw WrongFlash(fmt::format("flash has layout {}, this program uses layout {}",
                                     header->layout, kFlashLayout));
    }
    if (header->type_number != product_.type_number) {
        throw WrongFlash(fmt::format("flash belongs to a {}, not to a {}", header->type_number,
                                     product_.type_number));
    }
    return false;
}

void Storage::format_virgin() {
    const FactoryFlash& factory = factory_flash(product_, profile_);
    const Bytes blank(kErasedSector);
    flash_.preload(0, blank);  // until the new header is there, this is no flash at all
    for (const Region region : kLogRegions) {
        const RegionRow& row = row_of(region);
        for (std::size_t at = 0; at < row.size; at += kSectorBytes) {
            flash_.preload(row.offset + at, blank);
        }
    }
    flash_.preload(row_of(Region::Staging).offset, blank);
    for (const BaseImage::Run& run : factory.base->runs()) {
        const bool has_header = run.first == 0;
        const Bytes bytes = Bytes(run.bytes).subspan(has_header ? kSectorBytes : 0);
        flash_.preload((run.first + (has_header ? 1 : 0)) * kSectorBytes, bytes);
    }
    flash_.preload(0, factory.base->sector(0));
    image.prime(factory.firmware_digest);
    mount();
}

void Storage::mount() {
    flash_.revive();
    rot.mount();
    journal.mount();
    nvm.mount();
    certificates.mount();
    files.mount();
    image.mount();
    staging.mount();
    sms.mount();
}

nlohmann::json Storage::to_json() const {
    const RegionRow& calibration = row_of(Region::RfCal);
    Buffer bytes(calibration.size);
    flash_.read(calibration.offset, bytes);
    return {{"product", product_.type_number},
            {"firmware", image.to_json()},
            {"staging", staging.to_json()},
            {"files", files.to_json()},
            {"nvm", nvm.to_json()},
            {"certificates", certificates.to_json()},
            {"sms", sms.to_json()},
            {"rot", rot.to_json()},
            {"journal", journal.to_json()},
            {"rf_calibration", {{"sha256", to_hex(sha256(bytes))}}}};
}

}  // namespace sara::storage
