#include "sim/event_bags.hpp"

#include <utility>

namespace sara::sim {

EventSpan EventBags::take_earliest(std::vector<EventEntry>& out) {
    const auto level = static_cast<unsigned>(std::countr_zero(levels_));
    const auto digit = static_cast<unsigned>(std::countr_zero(digits_[level]));
    const unsigned bag = level * kDigits + digit;
    // The bag shares with the base the digits above its level; below, it spans everything.
    const unsigned shift = level * kDigitBits;
    const std::uint64_t above = (base_ >> shift) & ~std::uint64_t{kDigits - 1};
    const EventSpan span{.start = (above | digit) << shift, .width_bits = shift};
    if (level == 0 || has_few(bag)) {
        base_ = span.end() - 1;  // what is later differs from it where it did before
        detach_into(bag, out);
    } else {
        base_ = span.start;
        divided_.clear();
        detach_into(bag, divided_);
        for (const EventEntry entry : divided_) push(entry);
    }
    return span;
}

bool EventBags::has_few(unsigned bag) const {
    std::uint32_t chunk = heads_[bag];
    for (unsigned count = 0; count < kFewChunks && chunk != kNone; ++count) {
        chunk = chunks_[chunk].next;
    }
    return chunk == kNone;
}

std::uint32_t EventBags::add_chunk(unsigned bag) {
    std::uint32_t added = free_;
    if (added == kNone) {
        added = static_cast<std::uint32_t>(chunks_.size());
        chunks_.emplace_back();
    } else {
        free_ = chunks_[added].next;
    }
    chunks_[added].count = 0;
    chunks_[added].next = heads_[bag];
    heads_[bag] = added;
    digits_[bag / kDigits] |= 1U << bag % kDigits;
    levels_ |= 1U << bag / kDigits;
    return added;
}

void EventBags::detach_into(unsigned bag, std::vector<EventEntry>& out) {
    std::uint32_t index = std::exchange(heads_[bag], kNone);
    while (index != kNone) {
        Chunk& chunk = chunks_[index];
        out.insert(out.end(), chunk.entries.begin(), chunk.entries.begin() + chunk.count);
        size_ -= chunk.count;
        const std::uint32_t next = std::exchange(chunk.next, free_);
        free_ = std::exchange(index, next);
    }
    const unsigned level = bag / kDigits;
    digits_[level] &= ~(1U << bag % kDigits);
    if (digits_[level] == 0) levels_ &= ~(1U << level);
}

}  // namespace sara::sim
