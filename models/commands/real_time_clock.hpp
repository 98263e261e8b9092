#pragma once

#include "models/network/calendar.hpp"
#include "sim/scheduler.hpp"
#include "sim/time.hpp"

#include <string>
#include <string_view>

namespace sara::commands {

/// The clock behind +CCLK.  It runs as long as the module has its supply, through resets and
/// power-off.  [module-behaviour 12]
class RealTimeClock {
 public:
    /// Starts at kPowerOn.
    explicit RealTimeClock(const sim::Scheduler& scheduler);

    network::LocalTime now() const;
    void set(const network::LocalTime& time);

    /// Local time and zone, as "yy/MM/dd,hh:mm:ss+tz"; tz in quarters of an hour.
    std::string text() const { return now().text(); }

    /// Takes the same text; false if it is no date, or has no zone.
    bool set(std::string_view text);

    static constexpr std::string_view kPowerOn = "04/01/01,00:00:00+00";  // [assumed]

 private:
    const sim::Scheduler& scheduler_;
    network::LocalTime at_set_;
    sim::Time set_at_{};
};

}  // namespace sara::commands
