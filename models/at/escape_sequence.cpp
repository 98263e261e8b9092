#include "models/at/escape_sequence.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sara::at {

EscapeSequence::EscapeSequence(sim::Scheduler& scheduler, EscapeListener& listener)
    : scheduler_(scheduler),
      listener_(listener),
      guard_(scheduler.timer(sim::patience("escape guard time"), [this] { on_silence(); })) {}

void EscapeSequence::start(const Settings& settings) {
    settings_ = settings;
    held_ = 0;
    last_byte_ = scheduler_.now();
}

void EscapeSequence::on_bytes(sim::Bytes bytes) {
    if (bytes.empty()) return;
    const bool after_silence = scheduler_.now() - last_byte_ >= settings_.guard;
    last_byte_ = scheduler_.now();
    if (after_silence || held_ > 0) {
        const auto room = static_cast<std::size_t>(kLength - held_);
        const auto other =
            std::ranges::find_if(bytes.first(std::min(room, bytes.size())),
                                 [this](std::uint8_t byte) { return byte != settings_.character; });
        const auto count = static_cast<std::size_t>(other - bytes.begin());
        held_ += static_cast<int>(count);
        bytes = bytes.subspan(count);
    }
    if (!bytes.empty()) {
        give_up_held();
        listener_.on_payload(bytes);
    }
    guard_.restart(settings_.guard);
}

void EscapeSequence::on_silence() {
    if (held_ == kLength) {
        held_ = 0;
        listener_.on_escape();
    } else {
        give_up_held();
    }
}

void EscapeSequence::give_up_held() {
    std::array<std::uint8_t, kLength> characters{};
    characters.fill(settings_.character);
    const auto count = static_cast<std::size_t>(std::exchange(held_, 0));
    if (count > 0) listener_.on_payload(sim::Bytes(characters).first(count));
}

}  // namespace sara::at
