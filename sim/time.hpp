#pragma once

#include <chrono>
#include <cstdint>

namespace sara::sim {

using namespace std::chrono_literals;  // durations read as in the manuals: 109s, 15ms

/// Length of virtual time, in nanoseconds.
using Duration = std::chrono::nanoseconds;

/// The run's only clock: nanoseconds since the run began.  It has no `now()`: only the Scheduler
/// knows what time it is.
struct VirtualClock {
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<VirtualClock, duration>;
    static constexpr bool is_steady = true;
};

/// Instant of virtual time.
using Time = VirtualClock::time_point;

/// An instant or a length in seconds, for people.
constexpr double seconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}
constexpr double seconds(Time time) {
    return seconds(time.time_since_epoch());
}

}  // namespace sara::sim
