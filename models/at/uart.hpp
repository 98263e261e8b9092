#pragma once

#include "models/at/autobaud.hpp"
#include "models/at/port.hpp"
#include "models/at/serial_settings.hpp"
#include "models/at/uart_sleep.hpp"
#include "sim/line.hpp"

#include <functional>
#include <string_view>

namespace sara::at {

/// The module's side of a serial line while its firmware runs: speed, frame, flow control and
/// control signals.  Destroying it leaves the pins as a module without power has them.
/// [at-syntax 8]
class Uart final : public Port, private sim::LineListener {
 public:
    /// `drives_dsr_dcd`: the active +USIO variant has these lines.  [at-syntax 8.1]  `on_asleep`
    /// is told when +UPSV has put it to sleep.
    Uart(
        sim::Scheduler& scheduler, sim::LineEnd& end, std::string_view name,
        const SerialSettings& settings, bool drives_dsr_dcd,
        std::function<void()> on_asleep = [] {});
    ~Uart() override;
    Uart(const Uart&) = delete;
    Uart& operator=(const Uart&) = delete;

    /// Takes the line: CTS goes on, and what comes in is heard by `listener`.
    void start(PortListener& listener);

    /// Who hears from now on: the multiplexer, or the interpreter again.
    void listen(PortListener& listener) { listener_ = &listener; }

    std::string_view name() const override { return name_; }
    bool is_open() const override { return is_open_; }
    void send(std::string_view bytes) override;
    bool is_drained() const override { return end_.pending() == 0 || is_held_; }
    void apply(const Settings& settings) override { apply(SerialSettings::of(settings)); }
    void set_carrier(bool on) override;

    /// +UPSV has put it to sleep: CTS is off, and what comes in first is lost.
    bool is_asleep() const { return sleep_.is_asleep(); }

    /// A speed of 0 keeps the one that is in force: detection happens once a boot.  [AD 5.2]
    void apply(const SerialSettings& settings);

 private:
    void on_bytes(sim::Bytes bytes) override;
    void on_signal(sim::Signal signal, bool on) override;
    void on_drained() override;
    void on_sleep_changed();
    void detect(sim::Bytes bytes);
    void drive_lines();
    void obey_rts();

    sim::LineEnd& end_;
    std::string_view name_;
    SerialSettings settings_;
    bool drives_dsr_dcd_;
    bool has_carrier_ = false;
    bool is_open_ = false;
    bool is_held_ = false;  ///< the DTE's RTS stops our output
    std::function<void()> on_asleep_;
    UartSleep sleep_;
    Autobaud autobaud_;
    PortListener* listener_ = nullptr;
};

}  // namespace sara::at
