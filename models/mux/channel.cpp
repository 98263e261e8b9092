#include "models/mux/channel.hpp"

#include "models/at/serial_settings.hpp"
#include "models/mux/control.hpp"

#include <algorithm>
#include <utility>

namespace sara::mux {

Channel::Channel(sim::Scheduler& scheduler, ChannelWire& wire, int dlci)
    : wire_(wire),
      dlci_(dlci),
      name_("mux" + std::to_string(dlci)),
      repeat_(scheduler.timer(sim::patience("MSC"), [this] { repeat_status(); })) {}

// DV is on from the start, and follows the carrier when there has been one.  [at-syntax 9]
void Channel::open() {
    if (std::exchange(is_open_, true)) return;
    is_held_ = false;
    is_dtr_on_ = true;
    has_carrier_ = true;
    if (listener_ == nullptr) return;
    send_status();
    listener_->on_open();
}

void Channel::close() {
    if (!std::exchange(is_open_, false)) return;
    repeat_.cancel();
    max_info_.reset();
    outbox_.clear();
    if (listener_ != nullptr) listener_->on_closed();
}

void Channel::on_data(sim::Bytes bytes) {
    if (listener_ != nullptr && !bytes.empty()) listener_->on_bytes(bytes);
}

void Channel::on_drained() {
    if (listener_ != nullptr) listener_->on_drained();
}

void Channel::send(std::string_view bytes) {
    if (!is_open_) return;
    outbox_ += bytes;
    flush();
}

void Channel::flush() {
    const std::size_t most = max_info_.value_or(wire_.parameters().max_info);
    std::string_view rest = outbox_;
    while (!rest.empty() && !is_held_ && !wire_.is_stopped()) {
        const std::string_view piece = rest.substr(0, most);
        wire_.send_data(dlci_, piece);
        rest.remove_prefix(piece.size());
    }
    outbox_.erase(0, outbox_.size() - rest.size());
}

// --- control lines

// Speed and frame are the UART's affair.
void Channel::apply(const at::Settings& settings) {
    carrier_on_dcd_ = at::SerialSettings::of(settings).carrier_on_dcd;
    if (is_open_ && signals() != told_) send_status();
}

void Channel::set_carrier(bool on) {
    has_carrier_ = on;
    if (is_open_ && signals() != told_) send_status();
}

// A session ends with RTC, whatever &D says.  [IP 4.2]
void Channel::on_status(std::uint8_t signals) {
    is_held_ = (signals & Signals::kFlowStopped) != 0;
    const bool is_on = (signals & Signals::kReady) != 0;
    const bool has_gone_off = std::exchange(is_dtr_on_, is_on) && !is_on;
    flush();
    if (has_gone_off && listener_ != nullptr) listener_->on_dtr_off();
}

std::uint8_t Channel::signals() const {
    const bool valid = has_carrier_ || !carrier_on_dcd_;
    return Signals::kExtension | Signals::kReady | Signals::kMaySend |
           (valid ? Signals::kDataValid : std::uint8_t{0});
}

void Channel::send_status() {
    repeats_left_ = wire_.parameters().repeats;
    told_ = signals();
    repeat_status();
}

// Until the DTE has taken it.  [TS 27.010 5.7.3, 5.7.5: T2, N2]
void Channel::repeat_status() {
    constexpr unsigned kDlciShift = 2;
    constexpr unsigned kAddress = 0x03;  // EA, and the bit that is always set
    const auto address =
        static_cast<std::uint8_t>(static_cast<unsigned>(dlci_) << kDlciShift | kAddress);
    wire_.send_control({.type = ControlType::ModemStatus, .value = {address, told_}});
    if (repeats_left_-- > 0) repeat_.restart(wire_.parameters().response);
}

}  // namespace sara::mux
