#include "sim/event_queue.hpp"

namespace sara::sim {

bool EventQueue::refill() {
    if (far_.size() == 0) return false;
    unsorted_.clear();
    for (;;) {
        const EventSpan span = far_.take_earliest(unsorted_);
        near_end_ = unsorted_.empty() ? span.start : span.end();
        if (unsorted_.empty()) continue;
        run_.sort(unsorted_, span);
        return true;
    }
}

}  // namespace sara::sim
