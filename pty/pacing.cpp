#include "pty/pacing.hpp"

#include <algorithm>
#include <cmath>

namespace sara::pty {

Pacing::Pacing(sim::Scheduler& scheduler, Speed speed, WallTime start)
    : scheduler_(scheduler), speed_(speed), wall_mark_(start), virtual_mark_(scheduler.now()) {}

void Pacing::set_speed(Speed speed, WallTime now) {
    speed_ = speed;
    wall_mark_ = now;
    virtual_mark_ = scheduler_.now();
}

bool Pacing::advance(WallTime wall) {
    held_back_ = false;
    if (fire_until(std::max(virtual_at(wall), scheduler_.now()))) return true;
    return skips() && skip_work(wall);
}

std::optional<WallTime> Pacing::next_wake() {
    if (!scheduler_.has_next() || speed_.kind == Speed::Kind::Step) return std::nullopt;
    const std::chrono::duration<double, std::nano> ahead = scheduler_.next_time() - virtual_mark_;
    // Rounded up: a nanosecond too early would find nothing due and wake once more.
    return wall_mark_ +
           std::chrono::nanoseconds(std::llround(std::ceil(ahead.count() / speed_.factor)));
}

sim::Time Pacing::virtual_at(WallTime wall) const {
    if (speed_.kind == Speed::Kind::Step) return scheduler_.now();
    const std::chrono::duration<double, std::nano> passed = wall - wall_mark_;
    return virtual_mark_ + sim::Duration(std::llround(passed.count() * speed_.factor));
}

bool Pacing::fire_until(sim::Time end) {
    for (std::size_t fired = 0; fired < kBatch; ++fired) {
        if (!scheduler_.has_next() || scheduler_.next_time() > end) {
            scheduler_.advance_to(end);
            return false;
        }
        scheduler_.run_one();
    }
    return true;
}

bool Pacing::skip_work(WallTime wall) {
    std::size_t fired = 0;
    while (fired < kBatch && scheduler_.has_work()) {
        held_back_ = gate_ && !gate_(scheduler_.next_work_time());
        if (held_back_) break;
        scheduler_.skip_to_work();
        ++fired;
    }
    virtual_mark_ = scheduler_.now();
    wall_mark_ = wall;
    return fired == kBatch;
}

}  // namespace sara::pty
