#pragma once

#include "sim/event_queue.hpp"
#include "sim/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace sara::sim {

/// What a pending event waits for.  Pacing skips Work and keeps Patience at wall speed in turbo.
enum class Waiting : std::uint8_t {
    Work,     ///< the module is busy: boot, validation, installation, flash write, radio
    Patience  ///< the module gives the host time: Xmodem's 109 s, the 20 s stall of a write
};

/// Name and kind of a wait.  A bare name means Work.
struct Wait {
    // NOLINTNEXTLINE(google-explicit-constructor): a name alone is the common case
    constexpr Wait(const char* wait_name, Waiting wait_kind = Waiting::Work)
        : name(wait_name), kind(wait_kind) {}

    const char* name;
    Waiting kind;
};

/// A wait for the host.
constexpr Wait patience(const char* name) {
    return {name, Waiting::Patience};
}

class Scheduler;

/// Owner of one pending event.  Timers are members of whatever waits: destroying one cancels it.
class Timer {
 public:
    Timer() = default;
    Timer(Timer&& other) noexcept;
    Timer& operator=(Timer&& other) noexcept;
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer();

    /// Forgets the pending event; the callback stays, for `restart`.
    void cancel();

    /// Arms the same callback again, `delay` from now.  The timer must have been made by
    /// `Scheduler::after` or `Scheduler::timer`.
    void restart(Duration delay);

    bool is_running() const;

    /// When it fires; meaningful while it runs.
    Time due() const;

 private:
    friend class Scheduler;
    Timer(Scheduler& scheduler, std::uint32_t slot, Waiting kind)
        : scheduler_(&scheduler), slot_(slot), kind_(kind) {}
    void release();

    Scheduler* scheduler_ = nullptr;
    std::uint32_t slot_ = 0;
    Waiting kind_ = Waiting::Work;
};

/// The event queue and the only mover of virtual time.  Events fire in order of time; equal times
/// fire in order of scheduling.
///
/// Two queues of 16-byte entries, one a kind of waiting, over a slab of slots.  Arming, cancelling
/// and firing allocate nothing once slab and queues have grown to the number of timers alive.
/// Cancelling and postponing leave the queue as it is: an entry that comes up too early is put back
/// or dropped then, so a timer postponed with every byte costs a few stores.
class Scheduler {
 public:
    Scheduler() = default;
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    Time now() const { return now_; }

    /// Calls `callback` once, `delay` from now, unless the Timer is cancelled or destroyed before.
    /// The callback's captures must be trivially copyable and fit kCallbackBytes.
    template <class Callback>
    [[nodiscard]] Timer after(Duration delay, Wait wait, Callback callback) {
        Timer created = timer(wait, callback);
        created.restart(delay);
        return created;
    }

    /// As `after`, without arming it yet.
    template <class Callback>
    [[nodiscard]] Timer timer(Wait wait, Callback callback) {
        static_assert(sizeof(Callback) <= kCallbackBytes);
        static_assert(alignof(Callback) <= alignof(void*));
        static_assert(std::is_trivially_copyable_v<Callback>,
                      "a timer's callback is copied as bytes: capture pointers, not owners");
        const std::uint32_t slot = acquire();
        labels_[slot].wait = wait;
        std::memcpy(slots_[slot].callback.data(), &callback, sizeof(Callback));
        slots_[slot].call = [](const std::byte* bytes) {
            (*reinterpret_cast<const Callback*>(bytes))();
        };
        return Timer(*this, slot, wait.kind);
    }

    /// Fires the next event.  False if there is none.
    bool run_one();

    /// Fires every event due until `end`, then moves the clock there.
    void run_until(Time end);

    /// Passes over the time until the next Work event and fires it.  What is passed over does not
    /// count against Patience: pending Patience deadlines move along by as much, even those that
    /// were due before.  False if no Work is pending.
    bool skip_to_work();

    /// True if a Work event is pending; `next_work_time` is then when.
    bool has_work();
    Time next_work_time();

    /// Moves the clock forward to `time` without firing anything; nothing may be due before.
    void advance_to(Time time);

    /// True if an event is pending; `next_*` then describe the one that fires next.
    bool has_next();
    Time next_time();
    Wait next_wait();

    /// Events fired since the run began: the name of an event boundary.
    std::uint64_t fired() const { return fired_; }

    static constexpr std::size_t kCallbackBytes = 32;

 private:
    friend class Timer;

    static constexpr std::uint64_t kIdle = 0;

    /// What firing a timer reads, in one cache line.
    struct alignas(64) Slot {
        alignas(void*) std::array<std::byte, kCallbackBytes> callback{};
        void (*call)(const std::byte*) = nullptr;
        Time due{};
        std::uint64_t order = kIdle;  ///< of the latest arming; kIdle when not running
        std::uint64_t queued =
            kIdle;  ///< order of the entry in the queue that stands for this slot
    };
    /// What firing does not read.
    struct Label {
        Wait wait{""};
        Time entry_time{};  ///< of the entry in the queue, once `due` no longer says it
    };
    /// The pending events of one kind.  Times of its entries and slots are those of the clock less
    /// what was skipped.
    struct Queue {
        EventQueue events;
        std::size_t stale = 0;  ///< entries that stand for no slot
        Duration skipped{};

        Time next_time() const { return events.top().time() + skipped; }
    };

    std::uint32_t acquire();
    void release(std::uint32_t slot, Waiting kind);
    void arm(std::uint32_t slot, Waiting kind, Duration delay);
    void cancel(std::uint32_t slot);
    void remember_entry_time(std::uint32_t slot);
    Queue& queue_of(Waiting kind) { return queues_[static_cast<std::size_t>(kind)]; }
    Queue* next_queue();        ///< the one whose top fires next; nullptr if nothing is pending
    bool settle(Queue& queue);  ///< makes an entry that is really due the top, if there is one
    void put_right(Queue& queue, EventEntry top);  ///< moves or drops a top that is not due
    void fire(Queue& queue);                       ///< its top, which is settled
    void drop_stale_entries(Queue& queue);

    Time now_{};
    std::uint64_t next_order_ = 1;
    std::uint64_t fired_ = 0;
    std::array<Queue, 2> queues_;
    std::vector<Slot> slots_;
    std::vector<Label> labels_;  ///< of the slot with the same index
    std::vector<std::uint32_t> free_slots_;
};

}  // namespace sara::sim
