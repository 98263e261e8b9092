#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/flash_map.hpp"
#include "sim/medium.hpp"
#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace sara::storage {

/// How long the part takes.  [products::Profile]
struct FlashTiming {
    sim::Duration sector_erase{};
    sim::Duration page_program{};
};

/// The module's NOR flash: an erase sets a sector's bits, programming only clears bits.  Every
/// operation is traced, counted and costs virtual time; the supply can be cut at any of them.
class Flash {
 public:
    /// Throws std::invalid_argument if the medium is smaller than kFlashBytes.
    Flash(std::unique_ptr<sim::Medium> medium, FlashTiming timing, sim::Trace& trace);

    void read(std::size_t offset, std::span<std::uint8_t> into) const;

    /// Sets every bit of a sector; `sector` counts from the start of the flash.  False: the flash
    /// reports a failure (see `set_faulty`).
    [[nodiscard]] bool erase(std::size_t sector);

    /// Clears the bits that are 0 in `bytes`.  One write, however long; it must not leave a region.
    [[nodiscard]] bool program(std::size_t offset, Bytes bytes);

    /// Factory programming: bytes are there without trace, cost or count.
    void preload(std::size_t offset, Bytes bytes);

    /// Cuts the power at the n-th write from now (1: the next one).  That write is not done or, if
    /// `torn`, only its first half; what follows is ignored until `revive`.  0 removes the cut.
    void cut_at_write(std::uint64_t writes, bool torn);

    /// Called from inside the write that loses its power.
    void on_power_cut(std::function<void()> listener) { listener_ = std::move(listener); }

    bool is_dead() const { return is_dead_; }

    /// The supply is back.
    void revive() { is_dead_ = false; }

    /// From now on writes to that region fail, or succeed again.  What is there stays.
    void set_faulty(Region region, bool faulty) { faulty_[index_of(region)] = faulty; }

    /// From now on one sector of a region takes no write.
    void wear_out(Region region, std::size_t sector);

    /// Time spent by writes since the last call, so that callers can delay their answers by it.
    sim::Duration take_cost();

    /// Writes done since construction.
    std::uint64_t writes() const { return writes_; }

    /// Changes whenever the region's contents may have: a digest is good for one generation.
    std::uint64_t generation(Region region) const { return generations_[index_of(region)]; }

 private:
    struct Operation {
        std::string_view name;
        std::size_t offset;
        std::size_t size;
        sim::Duration cost;
    };
    static constexpr std::size_t index_of(Region region) {
        return static_cast<std::size_t>(region);
    }

    /// Calls `apply(n)` for the first n bytes of the operation that the supply lasts for.
    template <class Apply>
    bool write(const Operation& operation, Apply apply);
    bool refuses(const Operation& operation) const;
    void clear_bits(std::size_t offset, Bytes bytes);

    std::unique_ptr<sim::Medium> medium_;
    FlashTiming timing_;
    sim::Trace& trace_;
    std::function<void()> listener_;
    sim::Duration cost_{};
    std::uint64_t writes_ = 0;
    std::uint64_t writes_to_cut_ = 0;  ///< 0: no cut is set
    bool cut_is_torn_ = false;
    bool is_dead_ = false;
    std::array<bool, kFlashMap.size()> faulty_{};
    std::set<std::size_t> worn_;  ///< sectors from the start of the flash
    std::array<std::uint64_t, kFlashMap.size()> generations_{};
};

/// One region of the flash, addressed from its own start.
class Partition {
 public:
    Partition(Flash& flash, Region region) : flash_(&flash), row_(&row_of(region)) {}

    std::size_t size() const { return row_->size; }
    std::size_t sectors() const { return row_->size / kSectorBytes; }
    std::uint64_t generation() const { return flash_->generation(row_->region); }

    void read(std::size_t offset, std::span<std::uint8_t> into) const;
    Buffer read(std::size_t offset, std::size_t size) const;
    bool is_blank(std::size_t sector) const;

    [[nodiscard]] bool program(std::size_t offset, Bytes bytes);
    [[nodiscard]] bool erase(std::size_t sector);

    /// Erases unless the sector is blank already.
    [[nodiscard]] bool make_blank(std::size_t sector);

 private:
    Flash* flash_;
    const RegionRow* row_;
};

}  // namespace sara::storage
