#include "sim/host/xmodem_sender.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace sara::sim {

namespace {

constexpr std::uint8_t kSoh = 0x01;
constexpr std::uint8_t kStx = 0x02;
constexpr std::uint8_t kEot = 0x04;
constexpr std::uint8_t kAck = 0x06;
constexpr std::uint8_t kNak = 0x15;
constexpr std::uint8_t kCan = 0x18;
constexpr std::uint8_t kPoll = 'C';
constexpr std::uint8_t kPadding = 0x1A;

constexpr std::size_t kSmallBytes = 128;
constexpr std::size_t kLargeBytes = 1024;
constexpr std::uint8_t kSequenceError = 2;  // an expected number minus one would be a duplicate

/// CRC-16 of polynomial 1021h, start 0, high bit first; by the byte.
constexpr auto kCrcTable = [] {
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) {
        unsigned crc = byte << 8U;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 0x8000U) != 0 ? crc << 1U ^ 0x1021U : crc << 1U;
        table[byte] = static_cast<std::uint16_t>(crc);
    }
    return table;
}();

std::uint16_t crc_of(Bytes data) {
    std::uint16_t crc = 0;
    for (const std::uint8_t byte : data)
        crc = static_cast<std::uint16_t>(crc << 8U ^ kCrcTable[(crc >> 8U ^ byte) & 0xFFU]);
    return crc;
}

}  // namespace

XmodemSender::XmodemSender(Scheduler& scheduler, HostPort& port, std::vector<std::uint8_t> data,
                           const XmodemOptions& options)
    : scheduler_(scheduler),
      port_(port),
      data_(std::move(data)),
      options_(options),
      answer_(scheduler.timer("xmodem answer", [this] { on_no_answer(); })) {}

void XmodemSender::set_stalled(bool stalled) {
    if (stalled && answer_.is_running()) {
        patience_left_ = answer_.due() - scheduler_.now();
        answer_.cancel();
    } else if (!stalled && patience_left_) {
        answer_.restart(*std::exchange(patience_left_, std::nullopt));
    }
}

Bytes XmodemSender::on_bytes(Bytes bytes) {
    while (!bytes.empty() && phase_ != Phase::Over) {
        on_byte(bytes.front());
        bytes = bytes.subspan(1);
    }
    return bytes;
}

void XmodemSender::on_byte(std::uint8_t byte) {
    cancels_ = byte == kCan ? cancels_ + 1 : 0;
    if (cancels_ == 2) {
        finish(TransferOutcome::Cancelled);
    } else if (phase_ == Phase::Waiting) {
        on_poll(byte);
    } else if (byte == kAck) {
        on_ack();
    } else if (byte == kNak) {
        on_no_answer();
    }
}

void XmodemSender::on_poll(std::uint8_t byte) {
    if (byte == kNak) ++naks_heard_;
    const bool by_crc = byte == kPoll && options_.start_after_naks == 0;
    const bool by_sum = byte == kNak && naks_heard_ >= options_.start_after_naks;
    if (!by_crc && !by_sum) return;
    uses_crc_ = by_crc;
    phase_ = data_.empty() ? Phase::Ending : Phase::Sending;
    send_current();
}

void XmodemSender::on_ack() {
    if (phase_ == Phase::Ending) {
        finish(TransferOutcome::Done);
        return;
    }
    if (is_due(options_.damage.lose_ack) && !std::exchange(was_repeated_, true)) return;
    if (is_due(options_.damage.duplicate_block) && !std::exchange(was_repeated_, true)) {
        send_block();
        return;
    }
    advance();
}

void XmodemSender::on_no_answer() {
    if (attempt_ < kAttempts) {
        send_current();
        return;
    }
    on_cancel();
    finish(TransferOutcome::GaveUp);
}

void XmodemSender::on_cancel() {
    static constexpr std::array<std::uint8_t, 2> kCancel = {kCan, kCan};
    port_.send(kCancel);
}

void XmodemSender::advance() {
    const Damage& damage = options_.damage;
    const bool cancels = is_due(damage.cancel_after);
    const bool stalls = is_due(damage.stall_after);
    const bool ends = is_due(damage.end_after);
    offset_ = std::min(offset_ + block_size(), data_.size());
    ++block_;
    attempt_ = 0;
    was_repeated_ = false;
    if (cancels) on_cancel();
    if (cancels || stalls) {
        finish(cancels ? TransferOutcome::Cancelled : TransferOutcome::Stalled);
        return;
    }
    if (ends || offset_ == data_.size()) phase_ = Phase::Ending;
    send_current();
}

void XmodemSender::send_current() {
    ++attempt_;
    if (phase_ == Phase::Ending) {
        send_end();
    } else {
        send_block();
    }
}

void XmodemSender::send_end() {
    port_.send({&kEot, 1});
    answer_.restart(kAnswerTime);
}

void XmodemSender::send_block() {
    const std::size_t size = block_size();
    const auto number = static_cast<std::uint8_t>(
        block_ + (is_due(options_.damage.wrong_sequence) ? kSequenceError : 0U));
    std::vector<std::uint8_t> frame = {size == kLargeBytes ? kStx : kSoh, number,
                                       static_cast<std::uint8_t>(~number)};
    const std::size_t used = std::min(size, data_.size() - offset_);
    const auto begin = data_.begin() + static_cast<std::ptrdiff_t>(offset_);
    frame.insert(frame.end(), begin, begin + static_cast<std::ptrdiff_t>(used));
    frame.resize(3 + size, kPadding);
    const Bytes content = Bytes(frame).subspan(3);
    if (uses_crc_) {
        const std::uint16_t crc = crc_of(content);
        frame.push_back(static_cast<std::uint8_t>(crc >> 8U));
        frame.push_back(static_cast<std::uint8_t>(crc & 0xFFU));
    } else {
        frame.push_back(std::accumulate(content.begin(), content.end(), std::uint8_t{0},
                                        [](std::uint8_t sum, std::uint8_t byte) {
                                            return static_cast<std::uint8_t>(sum + byte);
                                        }));
    }
    const bool corrupts = is_due(options_.damage.corrupt_always) ||
                          (is_due(options_.damage.corrupt_block) && attempt_ == 1);
    if (corrupts) frame[3 + size / 2] ^= 0x01U;
    port_.send(frame);
    answer_.restart(kAnswerTime);
}

std::size_t XmodemSender::block_size() const {
    switch (options_.block) {
        case BlockSize::Small:
            return kSmallBytes;
        case BlockSize::Large:
            return kLargeBytes;
        case BlockSize::Mixed:
            break;
    }
    return data_.size() - offset_ >= kLargeBytes ? kLargeBytes : kSmallBytes;
}

void XmodemSender::finish(TransferOutcome outcome) {
    phase_ = Phase::Over;
    outcome_ = outcome;
    answer_.cancel();
}

}  // namespace sara::sim
