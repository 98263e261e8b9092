// The scheduler against the queue everybody writes first: std::priority_queue of std::function.

#include "sim/scheduler.hpp"
#include "tests/bench/report.hpp"

#include <algorithm>
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
constexpr int kRuns = 20;                 // short ones: the best escapes what else the machine does

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
    std::array<Duration, 4096> table_{};
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

/// One timer that re-arms itself every millisecond.
class Periodic {
 public:
    Periodic() { tick_.restart(kPeriod); }
    void run_one() { scheduler_.run_one(); }

 private:
    static constexpr Duration kPeriod{1'000'000};
    sim::Scheduler scheduler_;
    sim::Timer tick_ = scheduler_.timer("tick", [this] { tick_.restart(kPeriod); });
};

/// The hold model: every timer re-arms itself as it fires.
class Hold {
 public:
    explicit Hold(int pending) : timers_(static_cast<std::size_t>(pending)) {
        for (sim::Timer& timer : timers_) {
            timer = scheduler_.after(waits_.next(), "hold",
                                     [&timer, this] { timer.restart(waits_.next()); });
        }
    }
    void run_one() { scheduler_.run_one(); }

 private:
    sim::Scheduler scheduler_;
    Waits waits_;
    std::vector<sim::Timer> timers_;
};

class ReferenceHold {
 public:
    explicit ReferenceHold(int pending) {
        for (int timer = 0; timer < pending; ++timer) hold();
    }
    void run_one() { queue_.run_one(); }

 private:
    void hold() {
        queue_.schedule(waits_.next(), [this] { hold(); });
    }

    ReferenceQueue queue_;
    Waits waits_;
};

template <class Model>
double rate(Model& model, int events) {
    return events / bench::seconds_of([&] {
               for (int event = 0; event < events; ++event) model.run_one();
           });
}

void report_periodic() {
    Periodic periodic;
    double best = 0;
    for (int run = 0; run < kRuns; ++run) best = std::max(best, rate(periodic, 500'000));
    bench::report("scheduler: a periodic event", fmt::format("{:.1f} M events/s", best / 1e6),
                  fmt::format(">= {:.0f} M events/s", kPeriodicTarget / 1e6),
                  best >= kPeriodicTarget);
}

void report_hold(int pending) {
    Hold hold(pending);
    ReferenceHold reference(pending);
    double ours = 0;
    double theirs = 0;
    for (int run = 0; run < kRuns; ++run) {  // in turn: what disturbs one disturbs the other
        ours = std::max(ours, rate(hold, 200'000));
        theirs = std::max(theirs, rate(reference, 200'000));
    }
    bench::report(
        fmt::format("scheduler: hold model, {} pending timers", pending),
        fmt::format("{:.1f} M events/s, {:.1f} x std::priority_queue", ours / 1e6, ours / theirs),
        fmt::format(">= {:.0f} x std::priority_queue", kHoldTarget), ours >= kHoldTarget * theirs);
}

}  // namespace

int main() {
    report_periodic();
    report_hold(1'000);
    report_hold(1'000'000);
}
