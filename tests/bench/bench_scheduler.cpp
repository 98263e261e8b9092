// The scheduler against the queue everybody writes first: std::priority_queue of std::function.

#include "sim/scheduler.hpp"
#include "tests/bench/report.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

using namespace sara;
using sim::Duration;
using sim::Time;

namespace {

constexpr double kPeriodicTarget = 18e6;  // events/s: what ns-3.37 reaches
constexpr double kHoldTarget = 3.0;       // times the reference queue

/// Exponentially distributed waits of 1 ms on average: the increments of the hold model.  A table,
/// so that the generator's own time does not dilute the ratio.
class Waits {
 public:
    Waits() {
        std::uint64_t state = 1;
        for (Duration& wait : table_) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            const double uniform = (static_cast<double>(state >> 11U) + 0.5) / 0x1p53;
            wait = Duration(static_cast<std::int64_t>(-std::log(uniform) * 1e6));
        }
    }
    Duration next() { return table_[at_++ % table_.size()]; }

 private:
    std::array<Duration, 4093> table_{};  // prime: no timer meets the same wait every round
    std::size_t at_ = 0;
};

/// The reference: a binary heap whose events own their callback.
class ReferenceQueue {
 public:
    void schedule(Duration delay, std::function<void()> callback) {
        queue_.push({now_ + delay, next_order_++, std::move(callback)});
    }
    void run_one() {
        // Moving out of the top is the fastest a priority_queue allows.
        Event event = std::move(const_cast<Event&>(queue_.top()));
        queue_.pop();
        now_ = event.time;
        event.callback();
    }

 private:
    struct Event {
        Time time;
        std::uint64_t order;
        std::function<void()> callback;
        bool operator<(const Event& other) const {
            return time != other.time ? time > other.time : order > other.order;
        }
    };
    std::priority_queue<Event> queue_;
    Time now_{};
    std::uint64_t next_order_ = 0;
};

/// Events a second of one timer that re-arms itself.
double periodic_rate(int events) {
    sim::Scheduler scheduler;
    sim::Timer timer;
    timer = scheduler.timer("tick", [&timer] { timer.restart(Duration(1'000'000)); });
    return events / bench::best_seconds_of(5, [&] {
               timer.restart(Duration(1));
               for (int event = 0; event < events; ++event) scheduler.run_one();
           });
}

/// Events a second of the scheduler with `pending` timers, each re-armed as it fires.
double hold_rate(int pending, int events) {
    sim::Scheduler scheduler;
    Waits waits;
    std::vector<sim::Timer> timers(static_cast<std::size_t>(pending));
    for (sim::Timer& timer : timers) {
        timer = scheduler.after(waits.next(), "hold",
                                [&timer, &waits] { timer.restart(waits.next()); });
    }
    return events / bench::best_seconds_of(3, [&] {
               for (int event = 0; event < events; ++event) scheduler.run_one();
           });
}

double reference_hold_rate(int pending, int events) {
    struct Holder {
        ReferenceQueue queue;
        Waits waits;
        void hold() {
            queue.schedule(waits.next(), [this] { hold(); });
        }
    } holder;
    for (int timer = 0; timer < pending; ++timer) holder.hold();
    return events / bench::best_seconds_of(3, [&] {
               for (int event = 0; event < events; ++event) holder.queue.run_one();
           });
}

void report_hold(int pending, int events) {
    const double ours = hold_rate(pending, events);
    const double reference = reference_hold_rate(pending, events);
    const double ratio = ours / reference;
    bench::report(fmt::format("scheduler: hold model, {} pending timers", pending),
                  fmt::format("{:.1f} M events/s, {:.1f} x std::priority_queue ({:.1f} M)",
                              ours / 1e6, ratio, reference / 1e6),
                  fmt::format(">= {:.0f} x std::priority_queue", kHoldTarget),
                  ratio >= kHoldTarget);
}

}  // namespace

int main() {
    const double periodic = periodic_rate(5'000'000);
    bench::report("scheduler: a periodic event", fmt::format("{:.1f} M events/s", periodic / 1e6),
                  fmt::format(">= {:.0f} M events/s", kPeriodicTarget / 1e6),
                  periodic >= kPeriodicTarget);
    report_hold(1'000, 3'000'000);
    report_hold(1'000'000, 3'000'000);
}
