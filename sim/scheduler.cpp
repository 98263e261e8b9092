#include "sim/scheduler.hpp"

#include "sim/expect.hpp"

#include <algorithm>
#include <utility>

namespace sara::sim {

namespace {
constexpr std::size_t kArity = 4;          // four 16-byte children share a cache line
constexpr std::size_t kStaleAllowance = 64;  // dead entries tolerated before a clean-up pays
}  // namespace

Timer::Timer(Timer&& other) noexcept
    : scheduler_(std::exchange(other.scheduler_, nullptr)), slot_(other.slot_) {}

Timer& Timer::operator=(Timer&& other) noexcept {
    if (this != &other) {
        release();
        scheduler_ = std::exchange(other.scheduler_, nullptr);
        slot_ = other.slot_;
    }
    return *this;
}

Timer::~Timer() { release(); }

void Timer::release() {
    if (scheduler_ != nullptr) scheduler_->release(slot_);
    scheduler_ = nullptr;
}

void Timer::cancel() {
    if (scheduler_ != nullptr) scheduler_->slots_[slot_].order = Scheduler::kIdle;
}

void Timer::restart(Duration delay) {
    SARA_EXPECT(scheduler_ != nullptr, "a timer is made by a scheduler before it is started");
    scheduler_->arm(slot_, delay);
}

bool Timer::is_running() const {
    return scheduler_ != nullptr && scheduler_->slots_[slot_].order != Scheduler::kIdle;
}

Time Timer::due() const { return scheduler_->slots_[slot_].due; }

bool Scheduler::run_one() {
    if (!settle()) return false;
    const Entry top = heap_.front();
    const auto index = static_cast<std::uint32_t>(top.key & ((1U << kSlotBits) - 1));
    Slot& slot = slots_[index];
    now_ = top.time;
    ++fired_;
    slot.order = kIdle;
    slot.queued = kIdle;
    // The callback may destroy or re-arm its own timer: it runs from a copy.  Its entry leaves the
    // heap first, so what it arms finds a heap in order.
    const auto callback = slot.callback;
    const auto call = slot.call;
    pop();
    call(callback.data());
    return true;
}

void Scheduler::run_until(Time end) {
    while (has_next() && next_time() <= end) run_one();
    advance_to(end);
}

void Scheduler::advance_to(Time time) {
    if (time > now_) now_ = time;
}

bool Scheduler::has_next() { return settle(); }
Time Scheduler::next_time() { return heap_.front().time; }
Wait Scheduler::next_wait() {
    return slots_[heap_.front().key & ((1U << kSlotBits) - 1)].wait;
}

std::uint32_t Scheduler::acquire() {
    if (free_slots_.empty()) {
        SARA_EXPECT(slots_.size() < (1U << kSlotBits), "16 M timers at once");
        slots_.emplace_back();
        return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t slot = free_slots_.back();
    free_slots_.pop_back();
    return slot;
}

void Scheduler::release(std::uint32_t slot) {
    slots_[slot].order = kIdle;
    if (slots_[slot].queued != kIdle) {
        slots_[slot].queued = kIdle;
        ++stale_;
    }
    free_slots_.push_back(slot);
}

void Scheduler::arm(std::uint32_t index, Duration delay) {
    SARA_EXPECT(delay >= Duration::zero(), "time does not run backwards");
    Slot& slot = slots_[index];
    slot.due = now_ + delay;
    slot.order = next_order_++;
    if (slot.queued != kIdle && slot.queued_time <= slot.due) return;  // settle() will move it
    if (slot.queued != kIdle) ++stale_;
    slot.queued = slot.order;
    slot.queued_time = slot.due;
    push({slot.due, slot.order << kSlotBits | index});
    if (stale_ > kStaleAllowance && stale_ * 2 > heap_.size()) drop_stale_entries();
}

bool Scheduler::settle() {
    while (!heap_.empty()) {
        const Entry& top = heap_.front();
        const auto index = static_cast<std::uint32_t>(top.key & ((1U << kSlotBits) - 1));
        const std::uint64_t order = top.key >> kSlotBits;
        Slot& slot = slots_[index];
        if (slot.queued != order) {  // left behind by a release or an earlier re-arming
            --stale_;
            pop();
        } else if (slot.order == kIdle) {  // cancelled
            slot.queued = kIdle;
            pop();
        } else if (slot.order != order) {  // postponed
            slot.queued = slot.order;
            slot.queued_time = slot.due;
            replace_top({slot.due, slot.order << kSlotBits | index});
        } else {
            return true;
        }
    }
    return false;
}

void Scheduler::push(const Entry& entry) {
    std::size_t hole = heap_.size();
    heap_.push_back(entry);
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / kArity;
        if (!(entry < heap_[parent])) break;
        heap_[hole] = heap_[parent];
        hole = parent;
    }
    heap_[hole] = entry;
}

void Scheduler::pop() {
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(0, last);
}

void Scheduler::replace_top(const Entry& entry) { sift_down(0, entry); }

void Scheduler::sift_down(std::size_t hole, const Entry& entry) {
    const std::size_t size = heap_.size();
    for (;;) {
        const std::size_t first = hole * kArity + 1;
        if (first >= size) break;
        const std::size_t end = std::min(first + kArity, size);
        std::size_t best = first;
        for (std::size_t child = first + 1; child < end; ++child) {
            if (heap_[child] < heap_[best]) best = child;
        }
        if (!(heap_[best] < entry)) break;
        heap_[hole] = heap_[best];
        hole = best;
    }
    heap_[hole] = entry;
}

void Scheduler::drop_stale_entries() {
    const auto is_stale = [this](const Entry& entry) {
        return slots_[entry.key & ((1U << kSlotBits) - 1)].queued != entry.key >> kSlotBits;
    };
    heap_.erase(std::remove_if(heap_.begin(), heap_.end(), is_stale), heap_.end());
    stale_ = 0;
    for (std::size_t hole = heap_.size() / kArity + 1; hole-- > 0;) {
        if (hole < heap_.size()) sift_down(hole, Entry(heap_[hole]));
    }
}

}  // namespace sara::sim
