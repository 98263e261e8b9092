#pragma once

#include "sim/event_entry.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sara::sim {

/// A span of time in nanoseconds, its width a power of two.
struct EventSpan {
    std::uint64_t start;
    unsigned width_bits;

    std::uint64_t end() const { return start + (std::uint64_t{1} << width_bits); }
};

/// The events of a span of time, sorted once and then taken one by one.
class EventRun {
 public:
    bool empty() const { return entries_.empty(); }
    std::size_t size() const { return entries_.size(); }

    /// The earliest.
    EventEntry top() const { return entries_.back(); }
    void pop() { entries_.pop_back(); }

    /// All of them, the latest first.
    std::span<const EventEntry> entries() const { return entries_; }

    /// Holds these events, all of that span, from now on.
    void sort(std::span<const EventEntry> unsorted, EventSpan span);

    /// Drops every entry for which `is_stale(entry)` holds.
    template <class Predicate>
    void drop_if(Predicate is_stale) {
        std::erase_if(entries_, is_stale);
    }

 private:
    void put_into_drawers(std::span<const EventEntry> unsorted, EventSpan span);

    std::vector<EventEntry> entries_;  ///< the earliest at the back, where taking costs nothing
};

}  // namespace sara::sim
