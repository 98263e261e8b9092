#include "models/storage/flash.hpp"

#include "models/storage/erased.hpp"
#include "sim/expect.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace sara::storage {

namespace {

constexpr std::int64_t pages_in(std::size_t offset, std::size_t size) {
    const std::size_t last = (offset + size - 1) / kPageBytes;
    return static_cast<std::int64_t>(last - offset / kPageBytes + 1);
}

}  // namespace

Flash::Flash(std::unique_ptr<sim::Medium> medium, FlashTiming timing, sim::Trace& trace)
    : medium_(std::move(medium)), timing_(timing), trace_(trace) {
    if (medium_->size() < kFlashBytes) {
        throw std::invalid_argument(
            fmt::format("the flash has {} bytes, expected {}", medium_->size(), kFlashBytes));
    }
}

void Flash::read(std::size_t offset, std::span<std::uint8_t> into) const {
    medium_->read(offset, into);
}

template <class Apply>
bool Flash::write(const Operation& operation, Apply apply) {
    const RegionRow& row = region_at(operation.offset);
    SARA_EXPECT(operation.offset + operation.size <= row.offset + row.size,
                "one write stays in one region");
    if (is_dead_) return true;  // nobody is left to hear of it
    if (refuses(operation)) {
        trace_.emit(sim::RecordKind::Note, "flash",
                    {{"refused_write", operation.name},
                     {"region", row.name},
                     {"sector",
                      static_cast<std::int64_t>((operation.offset - row.offset) / kSectorBytes)}});
        return false;
    }

    ++writes_;
    const bool is_cut = writes_to_cut_ != 0 && --writes_to_cut_ == 0;
    const std::size_t torn = cut_is_torn_ ? operation.size / 2 : 0;
    const std::size_t done = is_cut ? torn : operation.size;
    if (done > 0) {
        apply(done);
        cost_ += operation.cost;
        ++generations_[index_of(row.region)];
        trace_.emit(sim::RecordKind::Flash, "flash",
                    {{"op", operation.name},
                     {"region", row.name},
                     {"offset", static_cast<std::int64_t>(operation.offset - row.offset)},
                     {"size", static_cast<std::int64_t>(done)}});
    }
    if (is_cut) {
        is_dead_ = true;
        if (listener_) listener_();
    }
    return true;
}

bool Flash::refuses(const Operation& operation) const {
    if (faulty_[index_of(region_at(operation.offset).region)]) return true;
    const auto first = worn_.lower_bound(operation.offset / kSectorBytes);
    return first != worn_.end() && *first * kSectorBytes < operation.offset + operation.size;
}

void Flash::wear_out(Region region, std::size_t sector) {
    worn_.insert(row_of(region).offset / kSectorBytes + sector);
}

bool Flash::erase(std::size_t sector) {
    const Operation operation{"erase", sector * kSectorBytes, kSectorBytes, timing_.sector_erase};
    return write(operation, [&](std::size_t done) {
        medium_->write(operation.offset, Bytes(kErasedSector).first(done));
    });
}

bool Flash::program(std::size_t offset, Bytes bytes) {
    if (bytes.empty()) return true;
    const Operation operation{"program", offset, bytes.size(),
                              pages_in(offset, bytes.size()) * timing_.page_program};
    return write(operation, [&](std::size_t done) { clear_bits(offset, bytes.first(done)); });
}

void Flash::clear_bits(std::size_t offset, Bytes bytes) {
    std::array<std::uint8_t, kSectorBytes> chunk;  // NOLINT(*-member-init): read fills it
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), kSectorBytes - offset % kSectorBytes);
        const std::span<std::uint8_t> cells(chunk.data(), size);
        medium_->read(offset, cells);
        for (std::size_t i = 0; i < size; ++i) cells[i] &= bytes[i];
        medium_->write(offset, cells);
        offset += size;
        bytes = bytes.subspan(size);
    }
}

void Flash::preload(std::size_t offset, Bytes bytes) {
    medium_->write(offset, bytes);
    ++generations_[index_of(region_at(offset).region)];
}

void Flash::cut_at_write(std::uint64_t writes, bool torn) {
    writes_to_cut_ = writes;
    cut_is_torn_ = torn;
}

sim::Duration Flash::take_cost() {
    return std::exchange(cost_, sim::Duration{});
}

void Partition::read(std::size_t offset, std::span<std::uint8_t> into) const {
    SARA_EXPECT(offset + into.size() <= size(), "a read stays in its region");
    flash_->read(row_->offset + offset, into);
}

Buffer Partition::read(std::size_t offset, std::size_t size) const {
    Buffer bytes(size);
    read(offset, bytes);
    return bytes;
}

bool Partition::is_blank(std::size_t sector) const {
    std::array<std::uint8_t, kSectorBytes> bytes;  // NOLINT(*-member-init): read fills it
    read(sector * kSectorBytes, bytes);
    return is_erased(bytes);
}

bool Partition::program(std::size_t offset, Bytes bytes) {
    SARA_EXPECT(offset + bytes.size() <= size(), "a write stays in its region");
    return flash_->program(row_->offset + offset, bytes);
}

bool Partition::erase(std::size_t sector) {
    SARA_EXPECT(sector < sectors(), "a write stays in its region");
    return flash_->erase(row_->offset / kSectorBytes + sector);
}

bool Partition::make_blank(std::size_t sector) {
    return is_blank(sector) || erase(sector);
}

}  // namespace sara::storage
