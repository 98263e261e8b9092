#include "models/storage/firmware_slot.hpp"

#include "sim/expect.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sara::storage {

namespace {
constexpr std::size_t kChunkBytes = 16 * kSectorBytes;
}  // namespace

Result<ImageHeader, ImageFault> FirmwareSlot::header() const {
    auto header = parse_header(partition_.read(0, ImageHeader::kBytes));
    if (header && header->image_size() > capacity()) return ImageFault::Header;
    return header;
}

Result<ImageInfo, ImageFault> FirmwareSlot::info() const {
    const auto found = header();
    if (!found) return found.error();
    return parse_manifest_of(*found, partition_.read(ImageHeader::kBytes, found->manifest_size));
}

Result<ImageInfo, ImageFault> FirmwareSlot::verify() const {
    auto found = info();
    if (found && digest() != header()->digest) return ImageFault::Digest;
    return found;
}

std::optional<Sha256> FirmwareSlot::digest() const {
    const auto found = header();
    if (!found) return std::nullopt;
    if (seen_ && seen_->generation == partition_.generation()) return seen_->digest;
    Sha256Stream stream;
    const std::size_t end = found->image_size();
    for (std::size_t at = ImageHeader::kBytes; at < end; at += kChunkBytes) {
        stream.add(partition_.read(at, std::min(kChunkBytes, end - at)));
    }
    seen_ = {.generation = partition_.generation(), .digest = stream.finish()};
    return seen_->digest;
}

Buffer FirmwareSlot::read_all() const {
    const auto found = header();
    return found ? partition_.read(0, found->image_size()) : Buffer{};
}

bool FirmwareSlot::begin_write() {
    first_sector_.clear();
    return partition_.make_blank(0);
}

bool FirmwareSlot::write_sector(std::size_t index, Bytes bytes) {
    SARA_EXPECT(bytes.size() <= kSectorBytes, "a sector has 4 KiB");
    if (index == 0) {
        first_sector_.assign(bytes.begin(), bytes.end());
        return true;
    }
    return partition_.make_blank(index) && partition_.program(index * kSectorBytes, bytes);
}

bool FirmwareSlot::finish() {
    SARA_EXPECT(!first_sector_.empty(), "an image has a first sector");
    return partition_.make_blank(0) && partition_.program(0, first_sector_);
}

bool FirmwareSlot::write(Bytes image) {
    if (!begin_write()) return false;
    for (std::size_t index = 0; index < sectors_for(image.size()); ++index) {
        const std::size_t at = index * kSectorBytes;
        const Bytes sector = image.subspan(at, std::min(kSectorBytes, image.size() - at));
        if (!write_sector(index, sector)) return false;
    }
    return finish();
}

void FirmwareSlot::prime(const Sha256& digest) {
    seen_ = {.generation = partition_.generation(), .digest = digest};
}

nlohmann::json FirmwareSlot::to_json() const {
    const auto found = info();
    const auto verified = verify();
    nlohmann::json json = found ? storage::to_json(*found) : nlohmann::json::object();
    json["valid"] = verified.has_value();
    json["fault"] = verified ? nlohmann::json(nullptr) : nlohmann::json(name_of(verified.error()));
    if (found) {
        json["version"] = found->version();
        json["size"] = header()->image_size();
        json["sha256"] = to_hex(*digest());
    }
    return json;
}

}  // namespace sara::storage
