#pragma once

#include "sim/time.hpp"

#include <cstdint>

namespace sara::sim {

/// One pending event as one number: when, then in which order of arming, then whose.  Comparing two
/// takes no branch, which random times would mispredict half of the time.
class EventEntry {
 public:
    static constexpr unsigned kSlotBits = 24;  ///< 16 M timers at once, 10^12 armings a run

    EventEntry() = default;  ///< later than every event
    EventEntry(Time time, std::uint64_t order, std::uint32_t slot)
        : key_(Key{static_cast<std::uint64_t>(time.time_since_epoch().count())} << 64U |
               (order << kSlotBits | slot)) {}

    Time time() const { return Time(Duration(static_cast<std::int64_t>(nanoseconds()))); }
    std::uint64_t nanoseconds() const { return static_cast<std::uint64_t>(key_ >> 64U); }
    std::uint64_t order() const { return static_cast<std::uint64_t>(key_) >> kSlotBits; }
    std::uint32_t slot() const {
        return static_cast<std::uint32_t>(key_) & ((1U << kSlotBits) - 1);
    }

    bool operator<(EventEntry other) const { return key_ < other.key_; }

 private:
    __extension__ using Key = unsigned __int128;

    Key key_ = ~Key{0};
};

}  // namespace sara::sim
