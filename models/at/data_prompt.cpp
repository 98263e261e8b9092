#include "models/at/data_prompt.hpp"

#include <algorithm>
#include <utility>

namespace sara::at {

DataPrompt::DataPrompt(sim::Scheduler& scheduler, std::function<void(Reply)> on_stall)
    : on_stall_(std::move(on_stall)),
      patience_(scheduler.timer(sim::patience("data prompt"), [this] { stall(); })) {}

void DataPrompt::open(const Prompt& prompt) {
    prompt_ = prompt;
    missing_ = prompt.size;
    text_.clear();
    if (prompt_.patience > sim::Duration::zero()) patience_.restart(prompt_.patience);
}

void DataPrompt::close() {
    patience_.cancel();
    prompt_ = Prompt{};
}

DataPrompt::Taken DataPrompt::take(sim::Bytes bytes, std::uint8_t backspace) {
    if (prompt_.patience > sim::Duration::zero()) patience_.restart(prompt_.patience);
    Taken taken = echoes() ? take_text(bytes, backspace) : take_counted(bytes);
    if (taken.reply) close();
    return taken;
}

DataPrompt::Taken DataPrompt::take_counted(sim::Bytes bytes) {
    const sim::Bytes mine = bytes.first(std::min(bytes.size(), missing_));
    missing_ -= mine.size();
    std::optional<Reply> reply = prompt_.sink->on_data(mine);
    if (!reply && missing_ == 0) reply = prompt_.sink->on_end();
    return {mine.size(), std::move(reply)};
}

DataPrompt::Taken DataPrompt::take_text(sim::Bytes bytes, std::uint8_t backspace) {
    std::size_t taken = 0;
    for (const std::uint8_t byte : bytes) {
        ++taken;
        if (byte == kSub) return {taken, end_text()};
        if (byte == kEsc) return {taken, prompt_.sink->on_cancel()};
        if (byte == backspace) {
            if (!text_.empty()) text_.pop_back();
        } else if (text_.size() < kMaxText) {
            text_ += static_cast<char>(byte);
        }
    }
    return {taken, std::nullopt};
}

Reply DataPrompt::end_text() {
    std::optional<Reply> reply = prompt_.sink->on_data(sim::as_bytes(text_));
    return reply ? std::move(*reply) : prompt_.sink->on_end();
}

void DataPrompt::stall() {
    Reply reply = prompt_.sink->on_stall();
    close();
    on_stall_(std::move(reply));
}

}  // namespace sara::at
