#include "models/storage/block_area.hpp"

#include "sim/expect.hpp"

#include <algorithm>
#include <utility>

namespace sara::storage {

namespace {

/// Calls `part(place in the partition, size)` for the pieces of a file's range, each within an
/// extent; stops when it returns false.
template <class Part>
bool for_each_piece(const Extents& extents, std::size_t offset, std::size_t size, Part part) {
    for (const Extent& extent : extents) {
        const std::size_t bytes = std::size_t{extent.count} * kSectorBytes;
        if (offset >= bytes) {
            offset -= bytes;
            continue;
        }
        const std::size_t count = std::min(size, bytes - offset);
        if (count > 0 && !part(std::size_t{extent.first} * kSectorBytes + offset, count)) {
            return false;
        }
        size -= count;
        offset = 0;
    }
    SARA_EXPECT(size == 0, "a file's range lies in its blocks");
    return true;
}

}  // namespace

std::size_t capacity_of(const Extents& extents) {
    std::size_t blocks = 0;
    for (const Extent& extent : extents) blocks += extent.count;
    return blocks * kSectorBytes;
}

void BlockArea::mark(const Extents& extents, bool taken) {
    for (const Extent& extent : extents) {
        std::fill_n(taken_.begin() + static_cast<std::ptrdiff_t>(extent.first), extent.count,
                    taken);
    }
}

bool BlockArea::holds(const Extents& extents) const {
    return std::ranges::all_of(extents, [&](const Extent& extent) {
        return extent.count > 0 && extent.first < taken_.size() &&
               extent.count <= taken_.size() - extent.first;
    });
}

std::optional<std::uint32_t> BlockArea::find_free(const Extents& extents) const {
    if (!extents.empty()) {
        const std::size_t next = extents.back().first + extents.back().count;
        if (next < taken_.size() && !taken_[next]) return static_cast<std::uint32_t>(next);
    }
    const auto found = std::ranges::find(taken_, false);
    if (found == taken_.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - taken_.begin());
}

bool BlockArea::grow(Extents& extents) {
    const auto block = find_free(extents);
    if (!block || !partition_.make_blank(*block)) return false;
    taken_[*block] = true;
    if (!extents.empty() && extents.back().first + extents.back().count == *block) {
        ++extents.back().count;
    } else {
        extents.push_back({.first = *block, .count = 1});
    }
    return true;
}

bool BlockArea::program(const Extents& extents, std::size_t offset, Bytes bytes) {
    return for_each_piece(extents, offset, bytes.size(), [&](std::size_t place, std::size_t size) {
        const Bytes piece = bytes.first(size);
        bytes = bytes.subspan(size);
        return partition_.program(place, piece);
    });
}

void BlockArea::read(const Extents& extents, std::size_t offset,
                     std::span<std::uint8_t> into) const {
    for_each_piece(extents, offset, into.size(), [&](std::size_t place, std::size_t size) {
        partition_.read(place, into.first(size));
        into = into.subspan(size);
        return true;
    });
}

bool BlockArea::blank_free_blocks() {
    for (std::size_t block = 0; block < taken_.size(); ++block) {
        if (!taken_[block] && !partition_.make_blank(block)) return false;
    }
    return true;
}

}  // namespace sara::storage
