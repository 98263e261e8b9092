#pragma once

#include "sim/event_entry.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace sara::sim {

/// A heap of four children a node, the earliest entry on top.
class EventHeap {
 public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    EventEntry top() const { return entries_[0]; }

    void push(EventEntry entry) {
        const std::size_t hole = size_++;
        if (hole + kArity >= entries_.size()) entries_.resize(hole + 2 * kArity, EventEntry());
        sift_up(hole, entry);
    }

    void pop() {
        const EventEntry last = std::exchange(entries_[--size_], EventEntry());
        // To the bottom first, then up: what was last nearly always belongs far down.
        std::size_t hole = 0;
        for (std::size_t first = 1; first < size_; first = hole * kArity + 1) {
            const std::size_t least = least_of_group(first);
            entries_[hole] = entries_[least];
            hole = least;
        }
        if (size_ > 0) sift_up(hole, last);
    }

    /// Drops every entry for which `is_stale(entry)` holds.
    template <class Predicate>
    void drop_if(Predicate is_stale) {
        const std::size_t before = std::exchange(size_, 0);
        for (std::size_t index = 0; index < before; ++index) {
            const EventEntry entry = std::exchange(entries_[index], EventEntry());
            if (!is_stale(entry)) push(entry);  // never writes beyond `index`
        }
    }

 private:
    static constexpr std::size_t kArity = 4;

    std::size_t least_of_group(std::size_t first) const {
        const EventEntry* const group = &entries_[first];
        // Arithmetic instead of ?:, of which compilers make branches.
        const std::size_t left = group[1] < group[0] ? 1U : 0U;
        const std::size_t right = 2U + (group[3] < group[2] ? 1U : 0U);
        return first + left + (right - left) * (group[right] < group[left] ? 1U : 0U);
    }

    void sift_up(std::size_t hole, EventEntry entry) {
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / kArity;
            if (!(entry < entries_[parent])) break;
            entries_[hole] = entries_[parent];
            hole = parent;
        }
        entries_[hole] = entry;
    }

    std::vector<EventEntry>
        entries_;  ///< beyond size_: later than every event, so that every group is whole
    std::size_t size_ = 0;
};

}  // namespace sara::sim
