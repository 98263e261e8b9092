#pragma once

#include "pty/speed.hpp"
#include "sim/scheduler.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace sara::pty {

/// Instant of wall time.  Pacing is told it, so tests need no clock.
using WallTime = std::chrono::steady_clock::time_point;

/// Moves virtual time along with wall time.
///
/// - A factor: virtual time is `factor` times the wall time since the start.
/// - Turbo: as factor 1, but while skipping is on every Work event fires at once, in order.  The
///   virtual clock jumps to each, and a jump does not count against Patience: a host's 109 s are
///   109 s of wall time from when the module began to wait, however much Work went by meanwhile.
///   So Work overtakes Patience that was due before it: the module never makes the host wait.
///   Events that recur for ever must be Patience, or turbo would fire them without a pause.
/// - Step: virtual time stands still but for `step`.  What happens without delay still happens.
///
/// The virtual clock never runs back.  If the program gets no processor for a while, what was
/// missed fires late but in order.
class Pacing {
 public:
    Pacing(sim::Scheduler& scheduler, Speed speed, WallTime start);

    /// Goes on at another speed from now on.
    void set_speed(Speed speed, WallTime now);
    Speed speed() const { return speed_; }

    /// Turbo skips only while it is on: with nobody at the terminal there is nobody whose waiting
    /// to cut, and what the module says would be lost.
    void set_skipping(bool on) { skipping_ = on; }

    /// Asked before each skip whether it may go to that instant; a skip it refuses is tried again
    /// by the next `advance`, and meanwhile time runs at wall speed.
    void set_gate(std::function<bool(sim::Time)> may_skip_to) { gate_ = std::move(may_skip_to); }

    /// True if the gate has refused the last skip.
    bool is_held_back() const { return held_back_; }

    /// Brings virtual time up to `wall` and fires what is due, kBatch events at most.  True if more
    /// is due already: look after the terminals, then call again.
    bool advance(WallTime wall);

    /// When `advance` next has something to do; nullopt: not before something else happens.
    std::optional<WallTime> next_wake();

    /// Moves virtual time by hand; it goes on from there as before.
    void step(sim::Duration length) {
        scheduler_.run_until(scheduler_.now() + length);
        virtual_mark_ += length;
    }

    /// Enough to be fast, few enough to answer a signal in good time.
    static constexpr std::size_t kBatch = 10'000;

 private:
    sim::Time virtual_at(WallTime wall) const;
    bool fire_until(sim::Time end);
    bool skip_work(WallTime wall);
    bool skips() const { return speed_.kind == Speed::Kind::Turbo && skipping_; }

    sim::Scheduler& scheduler_;
    Speed speed_;
    bool skipping_ = true;
    bool held_back_ = false;
    std::function<bool(sim::Time)> gate_;
    WallTime wall_mark_;      ///< at this wall time ...
    sim::Time virtual_mark_;  ///< ... it was this virtual time; factors count from here
};

}  // namespace sara::pty
