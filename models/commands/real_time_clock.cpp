#include "models/commands/real_time_clock.hpp"

#include <chrono>

namespace sara::commands {

RealTimeClock::RealTimeClock(const sim::Scheduler& scheduler) : scheduler_(scheduler) {
    set(kPowerOn);
}

void RealTimeClock::set(const network::LocalTime& time) {
    at_set_ = time;
    set_at_ = scheduler_.now();
}

bool RealTimeClock::set(std::string_view text) {
    const auto time = network::LocalTime::parse(text);
    if (time) set(*time);
    return time.has_value();
}

network::LocalTime RealTimeClock::now() const {
    network::LocalTime time = at_set_;
    time.local += std::chrono::duration_cast<std::chrono::seconds>(scheduler_.now() - set_at_);
    return time;
}

}  // namespace sara::commands
