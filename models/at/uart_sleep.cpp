#include "models/at/uart_sleep.hpp"

#include <algorithm>
#include <utility>

namespace sara::at {

UartSleep::UartSleep(sim::Scheduler& scheduler, sim::LineEnd& end, std::function<void()> tell)
    : end_(end),
      tell_(std::move(tell)),
      scheduler_(scheduler),
      idle_(scheduler.timer(sim::patience("UART idle"), [this] { set_asleep(true); })) {}

bool UartSleep::is_timed() const {
    return saving_.mode == PowerSaving::Mode::Timed || saving_.mode == PowerSaving::Mode::TimedToo;
}

bool UartSleep::is_line_off() const {
    switch (saving_.mode) {
        case PowerSaving::Mode::Rts:
            return !end_.signal(sim::Signal::Rts);
        case PowerSaving::Mode::Dtr:
            return !end_.signal(sim::Signal::Dtr);
        default:
            return false;
    }
}

void UartSleep::apply(const PowerSaving& saving) {
    if (saving == saving_) return;
    saving_ = saving;
    look();
}

void UartSleep::look() {
    idle_.cancel();
    if (is_timed()) idle_.restart(saving_.idle);
    set_asleep(is_line_off());
}

void UartSleep::set_asleep(bool asleep) {
    if (std::exchange(is_asleep_, asleep) != asleep) tell_();
}

void UartSleep::wake() {
    if (is_timed()) idle_.restart(saving_.idle);
    if (is_asleep_) ready_at_ = scheduler_.now() + kWakeTime;
    set_asleep(false);
}

void UartSleep::on_output() {
    if (is_line_off()) return;  // the line alone decides when it is heard again
    if (is_timed()) idle_.restart(saving_.idle);
    set_asleep(false);
}

void UartSleep::on_signal(sim::Signal signal, bool on) {
    const bool decides = (saving_.mode == PowerSaving::Mode::Rts && signal == sim::Signal::Rts) ||
                         (saving_.mode == PowerSaving::Mode::Dtr && signal == sim::Signal::Dtr);
    if (!decides) return;
    if (on) {
        wake();
    } else {
        set_asleep(true);
    }
}

sim::Duration UartSleep::byte_time() const {
    constexpr sim::Duration kSecond = std::chrono::seconds(1);
    constexpr int kBits = 10;  // 8N1
    const auto baud = static_cast<std::int64_t>(end_.settings().baud);
    return baud == 0 ? sim::Duration{} : kSecond * kBits / baud;
}

// The bytes have just arrived: the first of them began to when the whole piece took its time.
std::size_t UartSleep::lost_of(sim::Bytes bytes) {
    if (is_line_off()) return bytes.size();
    const sim::Duration each = byte_time();
    const sim::Time began = scheduler_.now() - each * static_cast<std::int64_t>(bytes.size());
    if (is_asleep_) {
        wake();
        ready_at_ = began + kWakeTime;
    } else if (is_timed()) {
        idle_.restart(saving_.idle);
    }
    if (began >= ready_at_) return 0;
    if (each == sim::Duration{}) return bytes.size();
    const auto lost =
        static_cast<std::size_t>((ready_at_ - began + each - sim::Duration(1)) / each);
    return std::clamp<std::size_t>(lost, 1, bytes.size());
}

}  // namespace sara::at
