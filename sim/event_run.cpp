#include "sim/event_run.hpp"

#include <algorithm>
#include <array>

namespace sara::sim {

namespace {

constexpr unsigned kDrawerBits = 7;
constexpr std::size_t kDrawers = 1U << kDrawerBits;
constexpr std::size_t kFew = 12;  // not worth a chest of drawers

bool is_later(EventEntry one, EventEntry other) {
    return other < one;
}

void insertion_sort(std::span<EventEntry> entries) {
    for (std::size_t at = 1; at < entries.size(); ++at) {
        const EventEntry entry = entries[at];
        std::size_t hole = at;
        for (; hole > 0 && is_later(entry, entries[hole - 1]); --hole) {
            entries[hole] = entries[hole - 1];
        }
        entries[hole] = entry;
    }
}

}  // namespace

void EventRun::sort(std::span<const EventEntry> unsorted, EventSpan span) {
    entries_.assign(unsorted.begin(), unsorted.end());
    if (span.width_bits == 0) {
        std::sort(entries_.begin(), entries_.end(), is_later);
        return;
    }
    if (unsorted.size() > kFew) put_into_drawers(unsorted, span);
    insertion_sort(entries_);
}

/// Leaves little to sort, and compares no times, which being random would be mispredicted.
void EventRun::put_into_drawers(std::span<const EventEntry> unsorted, EventSpan span) {
    const unsigned shift = span.width_bits > kDrawerBits ? span.width_bits - kDrawerBits : 0;
    const auto drawer_of = [&](EventEntry entry) {
        return kDrawers - 1 - static_cast<std::size_t>((entry.nanoseconds() - span.start) >> shift);
    };
    std::array<std::uint16_t, kDrawers + 1> ends{};
    for (const EventEntry entry : unsorted) ++ends[drawer_of(entry) + 1];
    for (std::size_t drawer = 1; drawer < kDrawers; ++drawer) {
        ends[drawer] = static_cast<std::uint16_t>(ends[drawer] + ends[drawer - 1]);
    }
    for (const EventEntry entry : unsorted) entries_[ends[drawer_of(entry)]++] = entry;
}

}  // namespace sara::sim
