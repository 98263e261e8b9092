#include "tests/support/xmodem_dte.hpp"

#include "models/xmodem/check.hpp"

namespace sara::test {

std::vector<std::uint8_t> block(std::uint8_t number, sim::Bytes data, Checked check) {
    std::vector<std::uint8_t> bytes = {data.size() == 1024 ? xmodem::kStx : xmodem::kSoh, number,
                                       static_cast<std::uint8_t>(~number)};
    bytes.insert(bytes.end(), data.begin(), data.end());
    if (check == Checked::Sum) {
        bytes.push_back(xmodem::sum8(data));
        return bytes;
    }
    const std::uint16_t crc = xmodem::crc16(data);
    bytes.push_back(static_cast<std::uint8_t>(crc >> 8));
    bytes.push_back(static_cast<std::uint8_t>(crc));
    return bytes;
}

void Blocks::add(sim::Bytes block_bytes, std::size_t data_size) {
    bytes.insert(bytes.end(), block_bytes.begin(), block_bytes.end());
    data_bytes += data_size;
}

XmodemBench::XmodemBench(xmodem::BlockTimes times) : receiver_(times) {
    perform(receiver_.start());
}

void XmodemBench::send(sim::Bytes bytes) {
    perform(receiver_.on_bytes(bytes));
    run_due();
}

void XmodemBench::send(std::initializer_list<std::uint8_t> bytes) {
    send(sim::Bytes(bytes.begin(), bytes.size()));
}

void XmodemBench::stay_silent_for(sim::Duration length) {
    const sim::Duration end = now_ + length;
    while (waits_ && due_ <= end) {
        now_ = due_;
        waits_ = false;
        perform(receiver_.on_silence());
    }
    now_ = end;
}

std::string XmodemBench::reply_text() const {
    std::string text;
    for (const auto& [time, reply] : replies_) text += reply;
    return text;
}

void XmodemBench::forget_replies() {
    replies_.clear();
    forgot_at_ = now_;
}

void XmodemBench::perform(const xmodem::Step& step) {
    stored_.insert(stored_.end(), step.store.begin(), step.store.end());
    if (!step.reply.empty()) {
        replies_.emplace_back(now_ - forgot_at_, sim::as_text(step.reply.bytes()));
    }
    outcome_ = step.outcome;
    if (outcome_ != xmodem::Outcome::Going) {
        waits_ = false;
    } else if (step.wait) {
        waits_ = true;
        due_ = now_ + step.wait->length;
    }
}

/// Waits of length 0 run out at once.
void XmodemBench::run_due() {
    stay_silent_for({});
}

}  // namespace sara::test
