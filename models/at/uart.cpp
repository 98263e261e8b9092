#include "models/at/uart.hpp"

#include <utility>

namespace sara::at {

Uart::Uart(sim::Scheduler& scheduler, sim::LineEnd& end, std::string_view name,
           const SerialSettings& settings, bool drives_dsr_dcd, std::function<void()> on_asleep)
    : end_(end),
      name_(name),
      settings_(settings),
      drives_dsr_dcd_(drives_dsr_dcd),
      on_asleep_(std::move(on_asleep)),
      sleep_(scheduler, end, [this] { on_sleep_changed(); }) {}

Uart::~Uart() {
    end_.attach(nullptr);
    end_.drop_pending();
    end_.hold(false);
    for (const sim::Signal signal : {sim::Signal::Cts, sim::Signal::Dsr, sim::Signal::Dcd}) {
        end_.set_signal(signal, false);
    }
}

void Uart::start(PortListener& listener) {
    listener_ = &listener;
    end_.attach(this);
    // While the speed is being found out, only 8N1 is.
    const bool is_fixed = settings_.baud != 0;
    end_.configure({.baud = settings_.baud, .frame = is_fixed ? settings_.frame : sim::Frame{}});
    end_.set_signal(sim::Signal::Cts, true);
    drive_lines();
    obey_rts();
    sleep_.apply(settings_.power_saving);
    is_open_ = is_fixed;
    if (is_open_) listener_->on_open();
}

void Uart::apply(const SerialSettings& settings) {
    settings_ = settings;
    if (settings.baud != 0) {
        end_.configure({.baud = settings.baud, .frame = settings.frame});
    } else {
        end_.configure({.baud = end_.settings().baud, .frame = settings.frame});
    }
    drive_lines();
    obey_rts();
    sleep_.apply(settings.power_saving);
}

void Uart::send(std::string_view bytes) {
    if (!is_open_ || bytes.empty()) return;
    sleep_.on_output();
    end_.send(bytes);
}

void Uart::set_carrier(bool on) {
    has_carrier_ = on;
    drive_lines();
}

void Uart::drive_lines() {
    if (!drives_dsr_dcd_) return;
    end_.set_signal(sim::Signal::Dcd, has_carrier_ || !settings_.carrier_on_dcd);
    end_.set_signal(sim::Signal::Dsr, has_carrier_ || !settings_.data_mode_on_dsr);
}

void Uart::obey_rts() {
    is_held_ = settings_.flow_control && !end_.signal(sim::Signal::Rts);
    end_.hold(is_held_);
}

void Uart::on_bytes(sim::Bytes bytes) {
    bytes = bytes.subspan(sleep_.lost_of(bytes));
    if (bytes.empty()) return;
    if (is_open_) {
        listener_->on_bytes(bytes);
    } else {
        detect(bytes);
    }
}

void Uart::detect(sim::Bytes bytes) {
    const auto found = autobaud_.on_bytes(bytes, end_.measured());
    if (!found) return;
    end_.configure({.baud = found->baud, .frame = {}});
    is_open_ = true;
    listener_->on_open();
    const std::string_view prefix = found->is_capital ? "AT" : "at";
    if (found->consumed >= prefix.size()) {
        listener_->on_bytes(bytes.subspan(found->consumed - prefix.size()));
    } else {
        listener_->on_bytes(sim::as_bytes(prefix));
        listener_->on_bytes(bytes.subspan(found->consumed));
    }
}

void Uart::on_sleep_changed() {
    end_.set_signal(sim::Signal::Cts, !sleep_.is_asleep());
    if (sleep_.is_asleep()) on_asleep_();
}

void Uart::on_signal(sim::Signal signal, bool on) {
    if (signal == sim::Signal::Rts) obey_rts();
    sleep_.on_signal(signal, on);
    if (signal == sim::Signal::Dtr && !on && settings_.heeds_dtr) listener_->on_dtr_off();
}

void Uart::on_drained() {
    listener_->on_drained();
}

}  // namespace sara::at
