#include "sim/scheduler.hpp"

#include "sim/expect.hpp"

#include <utility>

namespace sara::sim {

namespace {
constexpr std::size_t kStaleAllowance = 64;  // dead entries tolerated before a clean-up pays
}  // namespace

Timer::Timer(Timer&& other) noexcept
    : scheduler_(std::exchange(other.scheduler_, nullptr)),
      slot_(other.slot_),
      kind_(other.kind_) {}

Timer& Timer::operator=(Timer&& other) noexcept {
    if (this != &other) {
        release();
        scheduler_ = std::exchange(other.scheduler_, nullptr);
        slot_ = other.slot_;
        kind_ = other.kind_;
    }
    return *this;
}

Timer::~Timer() {
    release();
}

void Timer::release() {
    if (scheduler_ != nullptr) scheduler_->release(slot_, kind_);
    scheduler_ = nullptr;
}

void Timer::cancel() {
    if (scheduler_ != nullptr) scheduler_->cancel(slot_);
}

inline void Scheduler::remember_entry_time(std::uint32_t slot) {
    if (slots_[slot].order == slots_[slot].queued) labels_[slot].entry_time = slots_[slot].due;
}

inline void Scheduler::arm(std::uint32_t index, Waiting kind, Duration delay) {
    SARA_EXPECT(delay >= Duration::zero(), "time does not run backwards");
    Slot& slot = slots_[index];
    Queue& queue = queue_of(kind);
    const bool is_queued = slot.queued != kIdle;
    if (is_queued) remember_entry_time(index);
    slot.due = now_ - queue.skipped + delay;
    slot.order = next_order_++;
    if (is_queued && labels_[index].entry_time <= slot.due) return;  // settle() will move it
    if (is_queued) ++queue.stale;
    slot.queued = slot.order;
    queue.events.push(EventEntry(slot.due, slot.order, index));
    if (queue.stale > kStaleAllowance && queue.stale * 2 > queue.events.size()) {
        drop_stale_entries(queue);
    }
}

void Timer::restart(Duration delay) {
    SARA_EXPECT(scheduler_ != nullptr, "a timer is made by a scheduler before it is started");
    scheduler_->arm(slot_, kind_, delay);
}

bool Timer::is_running() const {
    return scheduler_ != nullptr && scheduler_->slots_[slot_].order != Scheduler::kIdle;
}

Time Timer::due() const {
    return scheduler_->slots_[slot_].due + scheduler_->queue_of(kind_).skipped;
}

// These are inline by order: called once an event, a call costs as much as the work.
[[gnu::always_inline]] inline bool Scheduler::settle(Queue& queue) {
    const auto prefetch = [this](EventEntry entry) { __builtin_prefetch(&slots_[entry.slot()]); };
    while (queue.events.find_top(prefetch)) {
        const EventEntry top = queue.events.top();
        if (slots_[top.slot()].order == top.order()) [[likely]]
            return true;
        put_right(queue, top);
    }
    return false;
}

[[gnu::always_inline]] inline Scheduler::Queue* Scheduler::next_queue() {
    Queue& work = queue_of(Waiting::Work);
    Queue& patience = queue_of(Waiting::Patience);
    const bool has_work = settle(work);
    if (patience.events.empty() || !settle(patience)) return has_work ? &work : nullptr;
    if (!has_work) return &patience;
    const EventEntry first_work = work.events.top();
    const EventEntry first_patience = patience.events.top();
    return EventEntry(patience.next_time(), first_patience.order(), first_patience.slot()) <
                   EventEntry(work.next_time(), first_work.order(), first_work.slot())
               ? &patience
               : &work;
}

[[gnu::always_inline]] inline void Scheduler::fire(Queue& queue) {
    const EventEntry top = queue.events.top();
    Slot& slot = slots_[top.slot()];
    now_ = top.time() + queue.skipped;
    ++fired_;
    slot.order = kIdle;
    slot.queued = kIdle;
    // The callback may destroy or re-arm its own timer: it runs from a copy.
    const auto callback = slot.callback;
    const auto call = slot.call;
    queue.events.pop();
    call(callback.data());
}

void Scheduler::put_right(Queue& queue, EventEntry top) {
    Slot& slot = slots_[top.slot()];
    queue.events.pop();
    if (slot.queued != top.order()) {  // left behind by a release or an earlier re-arming
        --queue.stale;
    } else if (slot.order == kIdle) {  // cancelled
        slot.queued = kIdle;
    } else {  // postponed
        slot.queued = slot.order;
        queue.events.push(EventEntry(slot.due, slot.order, top.slot()));
    }
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

bool Scheduler::has_work() {
    return settle(queue_of(Waiting::Work));
}

Time Scheduler::next_work_time() {
    return queue_of(Waiting::Work).next_time();
}

bool Scheduler::has_next() {
    return next_queue() != nullptr;
}
Time Scheduler::next_time() {
    return next_queue()->next_time();
}
Wait Scheduler::next_wait() {
    return labels_[next_queue()->events.top().slot()].wait;
}

std::uint32_t Scheduler::acquire() {
    if (free_slots_.empty()) {
        SARA_EXPECT(slots_.size() < (1U << EventEntry::kSlotBits), "16 M timers at once");
        slots_.emplace_back();
        labels_.emplace_back();
        return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t slot = free_slots_.back();
    free_slots_.pop_back();
    return slot;
}

void Scheduler::release(std::uint32_t slot, Waiting kind) {
    slots_[slot].order = kIdle;
    if (slots_[slot].queued != kIdle) {
        slots_[slot].queued = kIdle;
        ++queue_of(kind).stale;
    }
    free_slots_.push_back(slot);
}

void Scheduler::cancel(std::uint32_t slot) {
    remember_entry_time(slot);
    slots_[slot].order = kIdle;
}

void Scheduler::drop_stale_entries(Queue& queue) {
    queue.events.drop_if(
        [this](EventEntry entry) { return slots_[entry.slot()].queued != entry.order(); });
    queue.stale = 0;
}

}  // namespace sara::sim
