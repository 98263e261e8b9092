#pragma once

#include "sim/event_entry.hpp"
#include "sim/event_run.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sara::sim {

/// Unsorted bags of events by the time they fall into: sixteen for each hexadecimal digit of the
/// time.  An event lies at the highest digit in which it differs from the base, so the bags of the
/// next nanoseconds are fine and those of the next hour coarse.  Chunks of one shared pool hold the
/// entries: once the pool has grown to what is pending, nothing allocates.
class EventBags {
 public:
    EventBags() { heads_.fill(kNone); }

    std::size_t size() const { return size_; }

    /// Adds an entry; none may be earlier than the base.
    void push(EventEntry entry) {
        const std::uint64_t difference = entry.nanoseconds() ^ base_;
        const auto level = static_cast<unsigned>(std::bit_width(difference | 1U) - 1) / kDigitBits;
        const auto digit =
            static_cast<unsigned>((entry.nanoseconds() >> level * kDigitBits) % kDigits);
        const unsigned bag = level * kDigits + digit;
        std::uint32_t head = heads_[bag];
        if (head == kNone || chunks_[head].count == kChunkEntries) head = add_chunk(bag);
        Chunk& chunk = chunks_[head];
        chunk.entries[chunk.count++] = entry;
        ++size_;
    }

    /// Moves the base to the earliest bag and appends what is in it to `out`, if that is little
    /// enough or of one nanosecond; a larger bag is divided among finer ones instead.  There must
    /// be an entry.  Returns the span of the bag: nothing is left before its end, or, if nothing
    /// was appended, before its start.
    EventSpan take_earliest(std::vector<EventEntry>& out);

    /// Drops every entry for which `is_stale(entry)` holds.
    template <class Predicate>
    void drop_if(Predicate is_stale) {
        for (unsigned bag = 0; bag < heads_.size(); ++bag) {
            std::vector<EventEntry> entries;
            if (heads_[bag] != kNone) detach_into(bag, entries);
            for (const EventEntry entry : entries) {
                if (!is_stale(entry)) push(entry);
            }
        }
    }

 private:
    static constexpr unsigned kDigitBits = 4;
    static constexpr unsigned kDigits = 1U << kDigitBits;
    static constexpr unsigned kLevels = 64 / kDigitBits;
    static constexpr unsigned kBags = kLevels * kDigits;
    static constexpr std::uint32_t kNone = ~0U;
    static constexpr std::size_t kChunkEntries = 15;
    static constexpr unsigned kFewChunks = 8;

    struct Chunk {
        std::array<EventEntry, kChunkEntries> entries;
        std::uint32_t count = 0;
        std::uint32_t next = kNone;
    };

    std::uint32_t add_chunk(unsigned bag);
    bool has_few(unsigned bag) const;
    void detach_into(unsigned bag, std::vector<EventEntry>& out);

    std::uint64_t base_ = 0;  ///< ns
    std::size_t size_ = 0;
    std::uint32_t levels_ = 0;                     ///< bit n: level n has entries
    std::array<std::uint32_t, kLevels> digits_{};  ///< bit n: the level's bag n has entries
    std::array<std::uint32_t, kBags> heads_;
    std::vector<Chunk> chunks_;
    std::uint32_t free_ = kNone;
    std::vector<EventEntry> divided_;  ///< kept for its memory
};

}  // namespace sara::sim
