#pragma once

#include "sim/event_bags.hpp"
#include "sim/event_heap.hpp"

#include <cstddef>
#include <cstdint>

namespace sara::sim {

/// The pending events: the near ones in a heap small enough for the first-level cache, the far ones
/// unsorted in bags.  When the heap is empty the earliest bag moves into it, divided first if
/// large. So a million pending timers cost little more than a dozen, and the order is the heap's:
/// exact.
class EventQueue {
 public:
    bool empty() const { return near_.empty() && far_.size() == 0; }
    std::size_t size() const { return near_.size() + far_.size(); }

    /// The earliest event.  `bring_near` must have returned true since the last pop.
    EventEntry top() const { return near_.top(); }

    void push(EventEntry entry) {
        if (is_near(entry))
            near_.push(entry);
        else
            far_.push(entry);
    }

    /// Removes the top.
    void pop() { near_.pop(); }

    /// Puts an entry in the place of the top, at the price of one sifting instead of two; false if
    /// it belongs elsewhere and nothing was done.
    bool replace_top(EventEntry entry) {
        if (!is_near(entry)) return false;
        near_.replace_top(entry);
        return true;
    }

    /// Makes the earliest event the top; false if there is none.  `on_near(entry)` hears of every
    /// entry that will soon be the top.
    template <class Listener>
    bool bring_near(Listener on_near) {
        while (near_.empty()) {
            if (far_.size() == 0) return false;
            const EventBags::Bag bag = far_.earliest();
            if (bag.size <= kFewEnough || bag.is_finest) {
                near_end_ = bag.end;
                far_.empty_into(bag, bag.end - 1, [&](EventEntry entry) {
                    near_.push(entry);
                    on_near(entry);
                });
            } else {
                near_end_ = bag.start;
                far_.empty_into(bag, bag.start, [this](EventEntry entry) { far_.push(entry); });
            }
        }
        return true;
    }

    /// Drops every entry for which `is_stale(entry)` holds.
    template <class Predicate>
    void drop_if(Predicate is_stale) {
        near_.drop_if(is_stale);
        far_.drop_if(is_stale);
    }

 private:
    static constexpr std::size_t kFewEnough = 32;

    bool is_near(EventEntry entry) const { return entry.nanoseconds() < near_end_; }

    EventHeap near_;
    EventBags far_;
    std::uint64_t near_end_ = 0;  ///< ns: earlier entries are in the heap, the others in the bags
};

}  // namespace sara::sim
