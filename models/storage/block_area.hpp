#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/flash.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sara::storage {

/// Consecutive sectors of an area.
struct Extent {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// Where the bytes of a file lie, in order; all sectors full but the last.
using Extents = std::vector<Extent>;

/// A region cut into blocks of one sector that files take and give back.  Which blocks are taken is
/// known in memory only: who mounts tells again.
class BlockArea {
 public:
    explicit BlockArea(Partition partition)
        : partition_(partition), taken_(partition.sectors(), false) {}

    void forget_all() { taken_.assign(taken_.size(), false); }
    void take(const Extents& extents) { mark(extents, true); }
    void give_back(const Extents& extents) { mark(extents, false); }

    /// True if these blocks exist.
    bool holds(const Extents& extents) const;

    /// Adds an erased block to `extents`, behind the last one where possible.  False: the area is
    /// full or the flash fails.
    [[nodiscard]] bool grow(Extents& extents);

    /// Programs `bytes` at `offset` of the file; its blocks are there and blank from `offset` on.
    [[nodiscard]] bool program(const Extents& extents, std::size_t offset, Bytes bytes);

    void read(const Extents& extents, std::size_t offset, std::span<std::uint8_t> into) const;

    /// Erases every block that is not taken.
    [[nodiscard]] bool blank_free_blocks();

 private:
    void mark(const Extents& extents, bool taken);
    std::optional<std::uint32_t> find_free(const Extents& extents) const;

    Partition partition_;
    std::vector<bool> taken_;
};

/// Bytes that `extents` can hold.
std::size_t capacity_of(const Extents& extents);

}  // namespace sara::storage
