#pragma once

#include "models/storage/bytes.hpp"
#include "models/storage/flash_map.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>

namespace sara::storage {

using Sector = std::array<std::uint8_t, kSectorBytes>;

/// Contents of sectors that several twins have: modules that install the same firmware hold it
/// once.  What was in it stays until the pool goes.
class SectorPool {
 public:
    /// The sector with these bytes, which nobody may change.
    std::shared_ptr<Sector> shared(Bytes bytes);

    std::size_t size() const { return sectors_.size(); }

 private:
    /// By content.
    struct Before {
        using is_transparent = void;
        bool operator()(const std::shared_ptr<Sector>& left,
                        const std::shared_ptr<Sector>& right) const;
        bool operator()(const std::shared_ptr<Sector>& left, Bytes right) const;
        bool operator()(Bytes left, const std::shared_ptr<Sector>& right) const;
    };

    std::set<std::shared_ptr<Sector>, Before> sectors_;
};

}  // namespace sara::storage
