#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/flash_map.hpp"
#include "models/storage/sector_pool.hpp"
#include "sim/medium.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace sara::storage {

/// Contents of a flash that many twins share and none changes.  Sectors it does not hold are
/// erased.
class BaseImage {
 public:
    /// Consecutive sectors.
    struct Run {
        std::size_t first;  ///< sector
        Buffer bytes;       ///< whole sectors
    };

    /// Adds sectors that it does not hold yet.
    void add(std::size_t first, Buffer bytes);

    /// The sector's bytes; empty if it is erased.
    Bytes sector(std::size_t number) const;

    /// In ascending order.
    const std::vector<Run>& runs() const { return runs_; }

 private:
    std::vector<Run> runs_;
};

/// Flash contents in memory: a shared base under the sectors this twin wrote itself.  With a pool,
/// sectors that were written whole are shared, too.
class MemoryMedium final : public sim::Medium {
 public:
    explicit MemoryMedium(std::shared_ptr<const BaseImage> base = nullptr,
                          std::size_t size = kFlashBytes,
                          std::shared_ptr<SectorPool> pool = nullptr);

    std::size_t size() const override { return size_; }
    void read(std::size_t offset, std::span<std::uint8_t> into) const override;
    void write(std::size_t offset, Bytes bytes) override;

    /// Sectors that differ from the base and hold something.
    std::size_t own_sectors() const { return own_count_; }

    /// Gives everything written so far to the pool: others will have the same.
    void share();

    bool is_untouched() const { return own_.empty(); }
    const std::shared_ptr<const BaseImage>& base() const { return base_; }

    /// Everything as it is now, to be shared.
    BaseImage freeze() const;

 private:
    Bytes view(std::size_t sector) const;
    void write_sector(std::size_t sector, std::size_t offset, Bytes bytes);

    std::shared_ptr<const BaseImage> base_;
    std::size_t size_;
    std::size_t own_count_ = 0;
    std::shared_ptr<SectorPool> pool_;
    /// Null: erased, whatever the base says.  Only a sector that nobody else holds is changed.
    std::map<std::size_t, std::shared_ptr<Sector>> own_;
};

}  // namespace sara::storage
