#pragma once

#include "sim/event_bags.hpp"
#include "sim/event_entry.hpp"
#include "sim/event_heap.hpp"
#include "sim/event_run.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sara::sim {

/// The pending events: those of the near future sorted, the far ones in bags.  When the near ones
/// are used up the earliest bag takes their place, divided first if large, so that a million
/// pending timers cost little more than a dozen.  What is armed for the near future goes into a
/// small heap.
class EventQueue {
 public:
    bool empty() const { return run_.empty() && late_.empty() && far_.size() == 0; }
    std::size_t size() const { return run_.size() + late_.size() + far_.size(); }

    void push(EventEntry entry) {
        if (entry.nanoseconds() < near_end_) {
            late_.push(entry);
        } else {
            far_.push(entry);
        }
    }

    /// Finds the earliest event, for `top` and `pop`; false if there is none.  `on_near(entry)`
    /// hears of every entry that will soon be the top.
    template <class Listener>
    bool find_top(Listener on_near) {
        if (late_.empty()) [[likely]] {
            if (run_.empty()) {
                if (!refill()) return false;
                for (const EventEntry entry : run_.entries()) on_near(entry);
            }
            top_is_late_ = false;
        } else {
            top_is_late_ = run_.empty() || late_.top() < run_.top();
        }
        return true;
    }

    /// What `find_top` found; nothing may have been pushed since.
    EventEntry top() const { return top_is_late_ ? late_.top() : run_.top(); }
    void pop() {
        if (top_is_late_) {
            late_.pop();
        } else {
            run_.pop();
        }
    }

    /// Drops every entry for which `is_stale(entry)` holds.
    template <class Predicate>
    void drop_if(Predicate is_stale) {
        run_.drop_if(is_stale);
        late_.drop_if(is_stale);
        far_.drop_if(is_stale);
    }

 private:
    bool refill();

    EventRun run_;
    std::vector<EventEntry> unsorted_;  ///< kept for its memory
    EventHeap late_;
    EventBags far_;
    std::uint64_t near_end_ = 0;  ///< ns: what is not earlier lies in the bags
    bool top_is_late_ = false;
};

}  // namespace sara::sim
