#pragma once

#include "models/at/serial_settings.hpp"
#include "sim/line.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <functional>

namespace sara::at {

/// When a UART sleeps, and what it loses of the bytes that wake it: +UPSV.  [at-syntax 8.2]
class UartSleep {
 public:
    /// `tell` hears of every change: CTS follows.
    UartSleep(sim::Scheduler& scheduler, sim::LineEnd& end, std::function<void()> tell);

    void apply(const PowerSaving& saving);
    bool is_asleep() const { return is_asleep_; }

    /// Bytes came in: how many of them, from the first on, are lost.
    std::size_t lost_of(sim::Bytes bytes);

    /// The module sends: that wakes its UART.
    void on_output();

    void on_signal(sim::Signal signal, bool on);

    /// From the edge that wakes the UART to bytes that count.  [SI T8]
    static constexpr sim::Duration kWakeTime = std::chrono::milliseconds(15);

 private:
    bool is_timed() const;
    bool is_line_off() const;
    void look();
    void wake();
    void set_asleep(bool asleep);
    sim::Duration byte_time() const;

    sim::LineEnd& end_;
    std::function<void()> tell_;
    PowerSaving saving_;
    bool is_asleep_ = false;
    sim::Time ready_at_{};  ///< bytes before are lost
    sim::Scheduler& scheduler_;
    sim::Timer idle_;
};

}  // namespace sara::at
