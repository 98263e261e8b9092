#include "pty/port.hpp"

#include <array>
#include <span>
#include <utility>

namespace sara::pty {

using sim::Signal;
using Status = PseudoTerminal::Status;

Port::Port(sim::Line& line) : line_(line) {
    line_.dte().attach(this);
    line_.dte().configure({.baud = 0, .frame = sim::kAnyFrame});
}

Port::~Port() {
    line_.dte().attach(nullptr);
}

void Port::on_opened_or_closed() {
    const OpenWatch::Changes changes = terminal_.watch().take();
    if (changes.opened) {
        if (observer_ != nullptr && !present_) observer_->on_opened();
        present_ = true;
        leaving_ = false;
        apply(terminal_.settings());
        show_presence();
    }
    if (present_ && !changes.open) {
        send_what_was_written();  // `echo AT > /tmp/sara-r5` is gone before anybody looks
        leaving_ = true;
        // A driver sends what it has before it lets DTR go.
        if (line_.dte().pending() == 0) leave();
    }
}

void Port::on_readable() {
    // The news of its opening may be waiting behind the bytes.
    if (!terminal_.watch().is_open()) on_opened_or_closed();
    send_what_was_written();
}

void Port::send_what_was_written() {
    std::array<std::uint8_t, kDriverBuffer> buffer;
    while (wants_to_read()) {
        const auto room = std::span(buffer).first(kDriverBuffer - line_.dte().pending());
        const auto [size, status] = terminal_.read(room);
        if (status == Status::Unplugged) return unplug();
        if (size == 0) return;
        const HostSettings now = terminal_.settings();  // set just before it wrote, or behind that
        const bool follows = follows_the_module(now);
        if (!follows) apply(now);
        heard_ = true;
        if (settings_.hung_up && !std::exchange(has_raised_, true)) show_presence();
        const auto bytes = sim::Bytes(buffer).first(size);
        if (observer_ != nullptr) observer_->on_sent(bytes);
        line_.dte().send(bytes);
        if (follows) apply(now);
        if (size < room.size()) return;
    }
}

void Port::on_writable() {
    const auto [size, status] = terminal_.write(unwritten_);
    if (status == Status::Unplugged) return unplug();
    unwritten_.erase(unwritten_.begin(), unwritten_.begin() + static_cast<std::ptrdiff_t>(size));
    if (unwritten_.empty()) show_presence();
}

void Port::on_time_passed() {
    // Another host may have come meanwhile: what waits unread may be for it.
    if (leaving_) on_opened_or_closed();
}

void Port::leave() {
    leaving_ = false;
    present_ = false;
    unwritten_.clear();
    terminal_.discard_unread();
    if (observer_ != nullptr) observer_->on_closed();
    show_presence();
}

void Port::take_settings() {
    const HostSettings now = terminal_.settings();
    if (present_ && follows_the_module(now)) send_what_was_written();
    apply(now);
}

bool Port::follows_the_module(const HostSettings& now) const {
    const std::uint32_t module = line_.dce().settings().baud;
    const bool hears_old = settings_.baud != 0 && settings_.baud == module;
    const bool hears_new = now.baud == 0 || module == 0 || now.baud == module;
    return hears_old && !hears_new;
}

void Port::apply(const HostSettings& now) {
    if (now == settings_) return;
    settings_ = now;
    has_raised_ = false;
    // Who sets a speed has opened the terminal, but the news of that may still be waiting: what the
    // new speed lets through would be lost.
    if (!present_) on_opened_or_closed();
    if (observer_ != nullptr) observer_->on_settings(now);
    if (!now.hung_up) line_.dte().configure({.baud = now.baud, .frame = sim::kAnyFrame});
    show_presence();
    apply_flow_control();
}

void Port::on_bytes(sim::Bytes bytes) {
    if (!present_) return;
    said_ = true;
    if (observer_ != nullptr) observer_->on_received(bytes);
    if (unwritten_.empty()) {
        const auto [size, status] = terminal_.write(bytes);
        if (status == Status::Unplugged) return unplug();
        bytes = bytes.subspan(size);
        if (bytes.empty()) return;
    }
    if (unwritten_.size() + bytes.size() > kReceiveBuffer) return;  // overrun
    unwritten_.insert(unwritten_.end(), bytes.begin(), bytes.end());
    show_presence();
}

void Port::on_signal(Signal signal, bool /*on*/) {
    if (signal == Signal::Cts) apply_flow_control();
}

void Port::show_presence() {
    const bool ready = present_ && (!settings_.hung_up || has_raised_);
    set_signal(Signal::Dtr, ready);
    set_signal(Signal::Rts, ready && !(settings_.rts_cts_flow && has_unwritten()));
}

void Port::set_signal(Signal signal, bool on) {
    if (observer_ != nullptr && line_.signal(signal) != on) observer_->on_signal(signal, on);
    line_.dte().set_signal(signal, on);
}

void Port::apply_flow_control() {
    line_.dte().hold(settings_.rts_cts_flow && !line_.signal(Signal::Cts));
}

void Port::unplug() {
    unplugged_ = true;
    unwritten_.clear();
    line_.set_connected(false);
}

}  // namespace sara::pty
