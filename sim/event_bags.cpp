#include "sim/event_bags.hpp"

#include <utility>

namespace sara::sim {

EventBags::Bag EventBags::earliest() const {
    const auto level = static_cast<unsigned>(std::countr_zero(levels_));
    const auto digit = static_cast<unsigned>(std::countr_zero(digits_[level]));
    const unsigned shift = level * kDigitBits;
    // The bag shares the base's digits above its own level; below, it spans everything.
    const std::uint64_t width = std::uint64_t{1} << shift;
    const std::uint64_t above = shift + kDigitBits < 64 ? base_ >> (shift + kDigitBits) : 0;
    const std::uint64_t start = (above * kDigits + digit) * width;
    const std::size_t index = level * kDigits + digit;
    return {.index = index,
            .size = sizes_[index],
            .start = start,
            .end = start + width,
            .is_finest = level == 0};
}

std::uint32_t EventBags::add_chunk(std::size_t bag) {
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
    return added;
}

std::uint32_t EventBags::detach(std::size_t bag) {
    const auto level = bag / kDigits;
    digits_[level] &= ~(1U << bag % kDigits);
    if (digits_[level] == 0) levels_ &= ~(1U << level);
    size_ -= std::exchange(sizes_[bag], 0);
    return std::exchange(heads_[bag], kNone);
}

}  // namespace sara::sim
