#pragma once

#include "sim/event_heap.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sara::sim {

/// Unsorted bags of events by the time they fall into: sixteen for each hexadecimal digit of the
/// time.  An event lies at the highest digit in which it differs from the base, so the bags of the
/// first nanoseconds are fine and those of the next hour coarse.  Chunks of one shared pool hold
/// the entries: once the pool has grown to what is pending, nothing allocates.
class EventBags {
 public:
    /// A bag and the span of time it stands for.
    struct Bag {
        std::size_t index;
        std::size_t size;
        std::uint64_t start;  ///< ns
        std::uint64_t end;    ///< ns, not included
        bool is_finest;       ///< one nanosecond: it cannot be divided
    };

    EventBags() { heads_.fill(kNone); }

    std::size_t size() const { return size_; }

    /// Adds an entry; none may be earlier than the base.
    void push(EventEntry entry) {
        const std::uint64_t difference = entry.nanoseconds() ^ base_;
        const auto level = static_cast<unsigned>(std::bit_width(difference | 1U) - 1) / kDigitBits;
        const auto digit =
            static_cast<unsigned>(entry.nanoseconds() >> level * kDigitBits) % kDigits;
        append(level * kDigits + digit, entry);
        digits_[level] |= 1U << digit;
        levels_ |= 1U << level;
    }

    /// The bag with the earliest entries.  There must be one.
    Bag earliest() const;

    /// Empties a bag that `earliest` gave into `take(entry)`, after moving the base to `base`.
    template <class Taker>
    void empty_into(const Bag& bag, std::uint64_t base, Taker take) {
        base_ = base;
        std::uint32_t index = detach(bag.index);
        while (index != kNone) {
            const Chunk chunk = chunks_[index];
            recycle(index);  // first: `take` may well need one
            for (std::uint32_t at = 0; at < chunk.count; ++at) take(chunk.entries[at]);
            index = chunk.next;
        }
    }

    /// Drops every entry for which `is_stale(entry)` holds.
    template <class Predicate>
    void drop_if(Predicate is_stale) {
        for (std::size_t bag = 0; bag < heads_.size(); ++bag) {
            if (heads_[bag] == kNone) continue;
            empty_into({.index = bag, .size = 0, .start = 0, .end = 0, .is_finest = false}, base_,
                       [&](EventEntry entry) {
                           if (!is_stale(entry)) push(entry);
                       });
        }
    }

 private:
    static constexpr unsigned kDigitBits = 4;
    static constexpr unsigned kDigits = 1U << kDigitBits;
    static constexpr unsigned kLevels = 64 / kDigitBits;
    static constexpr std::uint32_t kNone = ~0U;

    struct Chunk {
        static constexpr std::uint32_t kEntries = 15;
        std::array<EventEntry, kEntries> entries;
        std::uint32_t count = 0;
        std::uint32_t next = kNone;
    };

    void append(std::size_t bag, EventEntry entry) {
        std::uint32_t head = heads_[bag];
        if (head == kNone || chunks_[head].count == Chunk::kEntries) head = add_chunk(bag);
        Chunk& chunk = chunks_[head];
        chunk.entries[chunk.count++] = entry;
        ++sizes_[bag];
        ++size_;
    }

    std::uint32_t add_chunk(std::size_t bag);
    std::uint32_t detach(std::size_t bag);
    void recycle(std::uint32_t chunk) {
        chunks_[chunk].next = free_;
        free_ = chunk;
    }

    std::uint64_t base_ = 0;
    std::size_t size_ = 0;
    std::uint32_t levels_ = 0;                     ///< bit n: level n has entries
    std::array<std::uint32_t, kLevels> digits_{};  ///< bit n: the bag of digit n has entries
    std::array<std::uint32_t, kLevels * kDigits> heads_;
    std::array<std::uint32_t, kLevels * kDigits> sizes_{};
    std::vector<Chunk> chunks_;
    std::uint32_t free_ = kNone;
};

}  // namespace sara::sim
