#include "models/storage/memory_medium.hpp"

#include "models/storage/erased.hpp"
#include "sim/expect.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace sara::storage {

namespace {

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

void BaseImage::add(std::size_t first, Buffer bytes) {
    SARA_EXPECT(!bytes.empty() && bytes.size() % kSectorBytes == 0, "a base holds whole sectors");
    const auto after = std::ranges::upper_bound(runs_, first, {}, &Run::first);
    runs_.insert(after, {first, std::move(bytes)});
}

Bytes BaseImage::sector(std::size_t number) const {
    const auto after = std::ranges::upper_bound(runs_, number, {}, &Run::first);
    if (after == runs_.begin()) return {};
    const Run& run = *std::prev(after);
    const std::size_t offset = (number - run.first) * kSectorBytes;
    if (offset >= run.bytes.size()) return {};
    return Bytes(run.bytes).subspan(offset, kSectorBytes);
}

MemoryMedium::MemoryMedium(std::shared_ptr<const BaseImage> base, std::size_t size,
                           std::shared_ptr<SectorPool> pool)
    : base_(std::move(base)), size_(size), pool_(std::move(pool)) {}

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
    if (bytes.size() == kSectorBytes && is_erased(bytes)) {
        const bool hides_base = base_ && !base_->sector(sector).empty();
        if (const auto own = own_.find(sector); own != own_.end()) {
            own_count_ -= own->second ? 1U : 0U;
            own_.erase(own);
        }
        if (hides_base) own_.emplace(sector, nullptr);
        return;
    }
    const Bytes before = view(sector);
    std::shared_ptr<Sector>& own = own_[sector];
    if (!own) ++own_count_;
    if (pool_ && bytes.size() == kSectorBytes) {
        own = pool_->shared(bytes);
        return;
    }
    if (!own || own.use_count() > 1) {
        auto copy = std::make_shared<Sector>(kErasedSector);
        std::copy(before.begin(), before.end(), copy->begin());
        own = std::move(copy);
    }
    std::memcpy(own->data() + offset, bytes.data(), bytes.size());
}

void MemoryMedium::share() {
    if (!pool_) return;
    for (auto& [sector, own] : own_) {
        if (own) own = pool_->shared(*own);
    }
}

BaseImage MemoryMedium::freeze() const {
    BaseImage image;
    Buffer run;
    for (std::size_t sector = 0; sector <= size_ / kSectorBytes; ++sector) {
        if (const Bytes bytes = view(sector); !bytes.empty()) {
            run.insert(run.end(), bytes.begin(), bytes.end());
        } else if (!run.empty()) {
            const std::size_t first = sector - run.size() / kSectorBytes;
            image.add(first, std::exchange(run, {}));
        }
    }
    return image;
}

}  // namespace sara::storage
