#include "sim/scheduler.hpp"

#include "sim/expect.hpp"

#include <algorithm>
#include <utility>

namespace sara::sim {

namespace {
constexpr std::size_t kArity = 4;            // four 16-byte children share a cache line
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

Timer::~Timer() {
    release();
}

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

Time Timer::due() const {
    const Scheduler::Slot& slot = scheduler_->slots_[slot_];
    return slot.due + scheduler_->queue_of(slot.wait.kind).skipped;
}

bool Scheduler::run_one() {
    Queue* const next = next_queue();
    if (next == nullptr) return false;
    fire(*next);
    return true;
}

void Scheduler::run_until(Time end) {
    for (Queue* next = next_queue(); next != nullptr && next->next_time() <= end;
         next = next_queue()) {
        fire(*next);
    }
    advance_to(end);
}

bool Scheduler::skip_to_work() {
    Queue& work = queue_of(Waiting::Work);
    if (!settle(work)) return false;
    queue_of(Waiting::Patience).skipped += work.next_time() - now_;
    fire(work);
    return true;
}

void Scheduler::advance_to(Time time) {
    if (time > now_) now_ = time;
}

bool Scheduler::has_next() {
    return next_queue() != nullptr;
}
Time Scheduler::next_time() {
    return next_queue()->next_time();
}
Wait Scheduler::next_wait() {
    return slots_[next_queue()->heap.front().key & ((1U << kSlotBits) - 1)].wait;
}

Scheduler::Queue* Scheduler::next_queue() {
    Queue& work = queue_of(Waiting::Work);
    Queue& patience = queue_of(Waiting::Patience);
    const bool has_work = settle(work);
    if (!settle(patience)) return has_work ? &work : nullptr;
    if (!has_work) return &patience;
    const Entry first_patience{patience.next_time(), patience.heap.front().key};
    const Entry first_work{work.next_time(), work.heap.front().key};
    return first_patience < first_work ? &patience : &work;
}

void Scheduler::fire(Queue& queue) {
    const Entry top = queue.heap.front();
    Slot& slot = slots_[top.key & ((1U << kSlotBits) - 1)];
    now_ = top.time + queue.skipped;
    ++fired_;
    slot.order = kIdle;
    slot.queued = kIdle;
    // The callback may destroy or re-arm its own timer: it runs from a copy.  Its entry leaves the
    // heap first, so what it arms finds a heap in order.
    const auto callback = slot.callback;
    const auto call = slot.call;
    queue.pop();
    call(callback.data());
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

void Scheduler::release(std::uint32_t index) {
    Slot& slot = slots_[index];
    slot.order = kIdle;
    if (slot.queued != kIdle) {
        slot.queued = kIdle;
        ++queue_of(slot.wait.kind).stale;
    }
    free_slots_.push_back(index);
}

void Scheduler::arm(std::uint32_t index, Duration delay) {
    SARA_EXPECT(delay >= Duration::zero(), "time does not run backwards");
    Slot& slot = slots_[index];
    Queue& queue = queue_of(slot.wait.kind);
    slot.due = now_ - queue.skipped + delay;
    slot.order = next_order_++;
    if (slot.queued != kIdle && slot.queued_time <= slot.due) return;  // settle() will move it
    if (slot.queued != kIdle) ++queue.stale;
    slot.queued = slot.order;
    slot.queued_time = slot.due;
    queue.push({slot.due, slot.order << kSlotBits | index});
    if (queue.stale > kStaleAllowance && queue.stale * 2 > queue.heap.size()) {
        drop_stale_entries(queue);
    }
}

bool Scheduler::settle(Queue& queue) {
    while (!queue.heap.empty()) {
        const Entry& top = queue.heap.front();
        const auto index = static_cast<std::uint32_t>(top.key & ((1U << kSlotBits) - 1));
        const std::uint64_t order = top.key >> kSlotBits;
        Slot& slot = slots_[index];
        if (slot.queued != order) {  // left behind by a release or an earlier re-arming
            --queue.stale;
            queue.pop();
        } else if (slot.order == kIdle) {  // cancelled
            slot.queued = kIdle;
            queue.pop();
        } else if (slot.order != order) {  // postponed
            slot.queued = slot.order;
            slot.queued_time = slot.due;
            queue.sift_down(0, {slot.due, slot.order << kSlotBits | index});
        } else {
            return true;
        }
    }
    return false;
}

void Scheduler::drop_stale_entries(Queue& queue) {
    std::vector<Entry>& heap = queue.heap;
    const auto is_stale = [this](const Entry& entry) {
        return slots_[entry.key & ((1U << kSlotBits) - 1)].queued != entry.key >> kSlotBits;
    };
    heap.erase(std::remove_if(heap.begin(), heap.end(), is_stale), heap.end());
    queue.stale = 0;
    for (std::size_t hole = heap.size() / kArity + 1; hole-- > 0;) {
        if (hole < heap.size()) queue.sift_down(hole, Entry(heap[hole]));
    }
}

void Scheduler::Queue::push(const Entry& entry) {
    std::size_t hole = heap.size();
    heap.push_back(entry);
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / kArity;
        if (!(entry < heap[parent])) break;
        heap[hole] = heap[parent];
        hole = parent;
    }
    heap[hole] = entry;
}

void Scheduler::Queue::pop() {
    const Entry last = heap.back();
    heap.pop_back();
    if (!heap.empty()) sift_down(0, last);
}

void Scheduler::Queue::sift_down(std::size_t hole, const Entry& entry) {
    const std::size_t size = heap.size();
    for (;;) {
        const std::size_t first = hole * kArity + 1;
        if (first >= size) break;
        const std::size_t end = std::min(first + kArity, size);
        std::size_t best = first;
        for (std::size_t child = first + 1; child < end; ++child) {
            if (heap[child] < heap[best]) best = child;
        }
        if (!(heap[best] < entry)) break;
        heap[hole] = heap[best];
        hole = best;
    }
    heap[hole] = entry;
}

}  // namespace sara::sim
