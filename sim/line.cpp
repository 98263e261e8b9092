#include "sim/line.hpp"

#include <algorithm>
#include <utility>

namespace sara::sim {

namespace {

/// What a direction really runs with: an end without a rate or a frame follows the other one.
LineSettings in_force(const LineSettings& own, const LineSettings& other) {
    LineSettings used = own.baud == 0 && other.baud != 0 ? other : own;
    if (used.baud == 0) used.baud = Line::kUsualBaud;
    if (used.frame == kAnyFrame) used.frame = own.frame == kAnyFrame ? other.frame : own.frame;
    if (used.frame == kAnyFrame) used.frame = Frame{};
    return used;
}

/// Levels of one character, start bit first, and how many bits it is long.
struct Levels {
    std::uint32_t bits;
    unsigned count;
};

Levels levels_of(std::uint8_t byte, const Frame& frame) {
    const std::uint32_t data = byte & ((1U << frame.data_bits) - 1);
    std::uint32_t bits = data << 1;  // the start bit is 0
    unsigned count = 1U + frame.data_bits;
    if (frame.parity != Parity::None) {
        const bool odd_ones = (__builtin_popcount(data) & 1) != 0;
        const bool parity_bit = frame.parity == Parity::Even ? odd_ones : !odd_ones;
        bits |= static_cast<std::uint32_t>(parity_bit) << count++;
    }
    for (unsigned stop = 0; stop < frame.stop_bits; ++stop) bits |= 1U << count++;
    return {bits, count};
}

}  // namespace

std::string_view name_of(Signal signal) {
    static constexpr std::array<std::string_view, kSignals> kNames = {"RTS", "DTR", "CTS",
                                                                      "DSR", "DCD", "RI"};
    return kNames[static_cast<std::size_t>(signal)];
}

std::vector<std::uint8_t> received_as(Bytes sent, const LineSettings& sender,
                                      const LineSettings& receiver) {
    if (sender == receiver) return {sent.begin(), sent.end()};
    std::vector<bool> wire;
    for (const std::uint8_t byte : sent) {
        const Levels levels = levels_of(byte, sender.frame);
        for (unsigned bit = 0; bit < levels.count; ++bit)
            wire.push_back((levels.bits >> bit & 1) != 0);
    }
    // Positions in units of 1/(2 * receiver.baud) of a sender bit keep everything in integers.
    const std::uint64_t bit_width = 2ULL * receiver.baud;  // one sender bit
    const std::uint64_t step = 2ULL * sender.baud;         // one receiver bit
    const auto level = [&](std::uint64_t at) {
        const std::uint64_t index = at / bit_width;
        return index >= wire.size() || wire[index];
    };
    std::vector<std::uint8_t> received;
    std::uint64_t at = 0;
    while (at / bit_width < wire.size()) {
        if (level(at)) {  // idle or stop bit: look for the next falling edge
            at = (at / bit_width + 1) * bit_width;
            continue;
        }
        const std::uint64_t middle = at + step / 2;
        if (level(middle)) {  // a spike shorter than half a bit is no start bit
            at = (at / bit_width + 1) * bit_width;
            continue;
        }
        std::uint8_t value = 0;
        for (unsigned bit = 0; bit < receiver.frame.data_bits; ++bit) {
            if (level(middle + (bit + 1) * step)) value |= static_cast<std::uint8_t>(1U << bit);
        }
        received.push_back(value);
        // The stop bit is looked at in its middle; after that the next start bit may come.
        const unsigned to_stop = receiver.frame.bits() - receiver.frame.stop_bits;
        at = middle + to_stop * step;
        while (at / bit_width < wire.size() && !level(at)) at = (at / bit_width + 1) * bit_width;
    }
    return received;
}

LineEnd::LineEnd(Line& line, RecordKind kind)
    : line_(line),
      traced_as_(kind),
      arrival_(line.scheduler_.timer("line", [this] { deliver(); })) {}

void LineEnd::configure(const LineSettings& settings) {
    if (settings == settings_) return;
    settings_ = settings;
    line_.on_configured(*this);
}

LineSettings LineEnd::measured() const {
    return in_force(arriving_with_, settings_);
}

void LineEnd::send(Bytes bytes) {
    pending_ += bytes.size();
    const Cut cut = cutter_ == nullptr ? Cut{} : cutter_->cut(bytes);
    if (cut.pause > Duration{} && cut.at < bytes.size()) {
        enqueue(bytes.first(cut.at), {});
        enqueue(bytes.subspan(cut.at), cut.pause);
    } else {
        enqueue(bytes, {});
    }
    start_next();
}

void LineEnd::enqueue(Bytes bytes, Duration pause) {
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), kChunkBytes);
        const Bytes piece = bytes.first(size);
        queue_.push_back({{piece.begin(), piece.end()}, settings_, std::exchange(pause, {})});
        bytes = bytes.subspan(size);
    }
}

void LineEnd::start_next() {
    if (queue_.empty() || held_ || arrival_.is_running()) return;
    if (line_.awaits_host() && this == &line_.dce_) return;
    if (pause_first()) return;
    Duration time_on_wire{};
    if (line_.paced_) {
        const LineSettings speed = in_force(queue_.front().sent_with, peer_->settings_);
        const auto bits =
            static_cast<std::int64_t>(queue_.front().bytes.size() * speed.frame.bits());
        time_on_wire += Duration(bits * 1'000'000'000 / speed.baud);
    }
    arrival_.restart(time_on_wire);
}

/// True if there is silence now, before the next piece.  It is for the other end to bear, so turbo
/// does not skip it.
bool LineEnd::pause_first() {
    if (pause_.is_running()) return true;
    const Duration pause = std::exchange(queue_.front().pause, {});
    if (pause == Duration{}) return false;
    line_.trace_.emit(RecordKind::Note, line_.name(),
                      {{"paused_ns", pause.count()}, {"as", name_of(traced_as_)}});
    pause_ = line_.scheduler_.after(pause, patience("line pause"), [this] { start_next(); });
    return true;
}

void LineEnd::deliver() {
    const Chunk chunk = std::move(queue_.front());
    queue_.pop_front();
    const std::size_t size = chunk.bytes.size();
    pending_ -= size;
    start_next();
    if (line_.connected_ && !is_broken_) {
        hand_over(chunk);
    } else {
        line_.trace_.emit(RecordKind::Note, line_.name(),
                          {{"lost", static_cast<std::int64_t>(size)}, {"as", name_of(traced_as_)}});
    }
    if (pending_ == 0 && listener_ != nullptr) listener_->on_drained();
}

void LineEnd::hand_over(const Chunk& chunk) {
    const LineSettings sent_with = in_force(chunk.sent_with, peer_->settings_);
    const LineSettings heard_with = in_force(peer_->settings_, sent_with);
    peer_->arriving_with_ = chunk.sent_with;
    if (sent_with == heard_with) return arrive(chunk.bytes, false);
    arrive(received_as(chunk.bytes, sent_with, heard_with), true);
}

void LineEnd::arrive(const std::vector<std::uint8_t>& bytes, bool garbled) {
    if (filter_ != nullptr) {
        const std::vector<std::uint8_t> heard = filter_->pass(bytes);
        if (heard != bytes) {
            line_.trace_.emit(traced_as_, line_.name(), {{"bytes", Bytes(heard)}, {"noisy", true}});
            if (peer_->listener_ != nullptr && !heard.empty()) peer_->listener_->on_bytes(heard);
            return;
        }
    }
    if (garbled) {
        line_.trace_.emit(traced_as_, line_.name(), {{"bytes", Bytes(bytes)}, {"garbled", true}});
    } else {
        line_.trace_.emit(traced_as_, line_.name(), {{"bytes", Bytes(bytes)}});
    }
    if (peer_->listener_ != nullptr) peer_->listener_->on_bytes(bytes);
}

void LineEnd::hold(bool held) {
    held_ = held;
    start_next();
}

void LineEnd::drop_pending() {
    queue_.clear();
    pending_ = 0;
    arrival_.cancel();
    pause_.cancel();
}

void LineEnd::set_signal(Signal signal, bool on) {
    bool& level = line_.signals_[static_cast<std::size_t>(signal)];
    if (level == on) return;
    level = on;
    line_.trace_.emit(RecordKind::Pin, line_.name(), {{"pin", name_of(signal)}, {"level", on}});
    if (line_.connected_ && peer_->listener_ != nullptr) peer_->listener_->on_signal(signal, on);
}

bool LineEnd::signal(Signal signal) const {
    return line_.signal(signal);
}

Line::Line(Scheduler& scheduler, Trace& trace, std::string name)
    : scheduler_(scheduler),
      trace_(trace),
      name_(std::move(name)),
      dte_(*this, RecordKind::Rx),
      dce_(*this, RecordKind::Tx),
      following_(scheduler.timer(patience("host follows speed"), [this] { dce_.start_next(); })) {
    dte_.peer_ = &dce_;
    dce_.peer_ = &dte_;
}

void Line::set_connected(bool connected) {
    if (connected == connected_) return;
    connected_ = connected;
    for (std::size_t i = 0; i < kSignals; ++i) {
        const auto signal = static_cast<Signal>(i);
        const bool is_of_dte = signal == Signal::Rts || signal == Signal::Dtr;
        LineListener* const listener = (is_of_dte ? dce_ : dte_).listener_;
        if (signals_[i] && listener != nullptr) listener->on_signal(signal, connected);
    }
}

bool Line::speeds_match() const {
    const LineSettings dte = in_force(dte_.settings_, dce_.settings_);
    return dte == in_force(dce_.settings_, dte);
}

void Line::on_configured(const LineEnd& changed) {
    if (speeds_match()) {
        following_.cancel();
        dce_.start_next();
    } else if (!paced_ && &changed == &dce_) {
        following_.restart(kFollowing);
    }
}

}  // namespace sara::sim
