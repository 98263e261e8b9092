#include "models/storage/memory_medium.hpp"

#include "sim/expect.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sara::storage {

namespace {

constexpr std::uint8_t kErasedByte = 0xFF;

constexpr auto kErasedSector = [] {
    std::array<std::uint8_t, kSectorBytes> bytes{};
    bytes.fill(kErasedByte);
    return bytes;
}();

/// Calls `part(sector, offset in it, size)` for each sector that a range touches.
template <class Part>
void for_each_sector(std::size_t offset, std::size_t size, Part part) {
    while (size > 0) {
        const std::size_t inside = offset % kSectorBytes;
        const std::size_t count = std::min(size, kSectorBytes - inside);
        part(offset / kSectorBytes, inside, count);
        offset += count;
        size -= count;
    }
}

}  // namespace

void BaseImage::add(std::uint32_t number, Bytes sector) {
    SARA_EXPECT(number >= place_.size(), "sectors are added in ascending order");
    SARA_EXPECT(sector.size() == kSectorBytes, "a base holds whole sectors");
    place_.resize(number + 1U, kErased);
    numbers_.push_back(number);
    place_[number] = static_cast<std::uint32_t>(numbers_.size());
    bytes_.insert(bytes_.end(), sector.begin(), sector.end());
}

Bytes BaseImage::sector(std::size_t number) const {
    if (number >= place_.size() || place_[number] == kErased) return {};
    return Bytes(bytes_).subspan((place_[number] - 1U) * kSectorBytes, kSectorBytes);
}

MemoryMedium::MemoryMedium(std::shared_ptr<const BaseImage> base, std::size_t size)
    : base_(std::move(base)), size_(size) {}

Bytes MemoryMedium::view(std::size_t sector) const {
    const auto own = own_.find(sector);
    if (own == own_.end()) return base_ ? base_->sector(sector) : Bytes{};
    return own->second ? Bytes(*own->second) : Bytes{};
}

void MemoryMedium::read(std::size_t offset, std::span<std::uint8_t> into) const {
    SARA_EXPECT(offset + into.size() <= size_, "a read stays in the medium");
    for_each_sector(offset, into.size(), [&](std::size_t sector, std::size_t at, std::size_t size) {
        if (const Bytes bytes = view(sector); bytes.empty()) {
            std::memset(into.data(), kErasedByte, size);
        } else {
            std::memcpy(into.data(), bytes.data() + at, size);
        }
        into = into.subspan(size);
    });
}

void MemoryMedium::write(std::size_t offset, Bytes bytes) {
    SARA_EXPECT(offset + bytes.size() <= size_, "a write stays in the medium");
    for_each_sector(offset, bytes.size(),
                    [&](std::size_t sector, std::size_t at, std::size_t size) {
                        write_sector(sector, at, bytes.first(size));
                        bytes = bytes.subspan(size);
                    });
}

void MemoryMedium::write_sector(std::size_t sector, std::size_t offset, Bytes bytes) {
    const bool is_erase = bytes.size() == kSectorBytes &&
                          std::memcmp(bytes.data(), kErasedSector.data(), kSectorBytes) == 0;
    if (is_erase) {
        const bool hides_base = base_ && !base_->sector(sector).empty();
        if (const auto own = own_.find(sector); own != own_.end()) {
            own_count_ -= own->second ? 1U : 0U;
            own_.erase(own);
        }
        if (hides_base) own_.emplace(sector, nullptr);
        return;
    }
    const Bytes before = view(sector);
    std::unique_ptr<Sector>& own = own_[sector];
    if (!own) {
        own = std::make_unique<Sector>(kErasedSector);
        std::copy(before.begin(), before.end(), own->begin());
        ++own_count_;
    }
    std::memcpy(own->data() + offset, bytes.data(), bytes.size());
}

std::shared_ptr<const BaseImage> MemoryMedium::freeze() const {
    auto image = std::make_shared<BaseImage>();
    for (std::size_t sector = 0; sector < size_ / kSectorBytes; ++sector) {
        if (const Bytes bytes = view(sector); !bytes.empty()) {
            image->add(static_cast<std::uint32_t>(sector), bytes);
        }
    }
    return image;
}

}  // namespace sara::storage
