#include "models/xmodem/receiver.hpp"

#include "models/xmodem/check.hpp"

#include <algorithm>
#include <utility>

namespace sara::xmodem {

using namespace std::chrono_literals;

namespace {

// [R01 3.1] 3 x 3 s and 10 x 10 s; the other figures are [XM]'s.
constexpr int kCrcPolls = 3;
constexpr sim::Duration kCrcPollEvery = 3s;
constexpr sim::Duration kPollEvery = 10s;
constexpr sim::Duration kGiveUpAfter = 109s;
constexpr sim::Duration kBetweenCharacters = 1s;
constexpr sim::Duration kIdleLine = 1s;
constexpr int kBadBlocksInARow = 10;

constexpr ReplyBytes kCancel{kCan, kCan};

constexpr sim::Wait kForBlock = sim::patience("Xmodem: next block");
constexpr sim::Wait kForCharacter = sim::patience("Xmodem: next character");
constexpr sim::Wait kForIdleLine = sim::patience("Xmodem: idle line");
constexpr sim::Wait kForItself = "Xmodem: block";

}  // namespace

Step Receiver::start() {
    crc_polls_left_ = kCrcPolls;
    return poll();
}

Step Receiver::on_bytes(sim::Bytes bytes) {
    if (state_ == State::Over) return {.outcome = outcome_};
    if (state_ == State::Busy || !kept_.empty()) {
        kept_.insert(kept_.end(), bytes.begin(), bytes.end());
        return {};
    }
    Step step = read(bytes);
    if (!bytes.empty()) {
        kept_.assign(bytes.begin(), bytes.end());
        read_on_at_once(step);
    }
    return step;
}

Step Receiver::on_silence() {
    silence_ += waiting_;
    switch (state_) {
        case State::Busy: {
            state_ = State::BetweenBlocks;
            Step step = wait_for_block(ReplyBytes(kAck));
            if (!kept_.empty()) read_on_at_once(step);
            return step;
        }
        case State::BetweenBlocks:
            return kept_.empty() ? poll() : read_kept();
        case State::InBlock:  // the line has been idle for a second: nothing left to purge
        case State::Purging:
            return refuse_block();
        case State::Over:
            break;
    }
    return {.outcome = outcome_};
}

/// Reads up to the first event that asks for a reply; `rest` is what lies behind it.
Step Receiver::read(sim::Bytes& rest) {
    std::optional<Step> event;
    while (!rest.empty() && !event) {
        if (state_ == State::Purging) {
            rest = {};
        } else {
            event = state_ == State::InBlock ? read_block(rest) : read_between_blocks(rest);
        }
    }
    if (event) return *event;
    if (state_ == State::BetweenBlocks) return {};  // garbage: it neither stops nor restarts a wait
    silence_ = {};
    return state_ == State::InBlock ? pause(kBetweenCharacters, kForCharacter)
                                    : pause(kIdleLine, kForIdleLine);
}

Step Receiver::read_kept() {
    sim::Bytes rest = sim::Bytes(kept_).subspan(kept_read_);
    Step step = read(rest);
    kept_read_ = kept_.size() - rest.size();
    if (rest.empty()) {
        kept_.clear();
        kept_read_ = 0;
    }
    if (state_ == State::Over || state_ == State::Busy) return step;
    if (!rest.empty()) {
        read_on_at_once(step);
    } else if (!step.wait) {
        step = wait_for_block({});
    }
    return step;
}

std::optional<Step> Receiver::read_between_blocks(sim::Bytes& rest) {
    const std::uint8_t byte = rest.front();
    rest = rest.subspan(1);
    const bool second_cancel = byte == kCan && std::exchange(cancel_seen_, byte == kCan);
    cancel_seen_ = byte == kCan;
    switch (byte) {
        case kSoh:
        case kStx:
            state_ = State::InBlock;
            crc_polls_left_ = 0;
            block_[0] = byte;
            filled_ = 1;
            return std::nullopt;
        case kEot:
            silence_ = {};
            crc_polls_left_ = 0;
            if (has_data_) return end(Outcome::Complete, ReplyBytes(kAck));
            return wait_for_block(ReplyBytes(kNak));
        case kCan:
            if (second_cancel) return end(Outcome::CancelledByDte);
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

std::optional<Step> Receiver::read_block(sim::Bytes& rest) {
    const std::size_t wanted = filled_ < kHeaderBytes ? kHeaderBytes : block_bytes();
    const std::size_t taken = std::min(wanted - filled_, rest.size());
    std::copy_n(rest.begin(), taken, block_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += taken;
    rest = rest.subspan(taken);
    if (filled_ < wanted) return std::nullopt;
    if (wanted == kHeaderBytes) {
        if (!accept_header()) state_ = State::Purging;
        return std::nullopt;
    }
    if (check_is_good()) return take_block();
    state_ = State::Purging;
    return std::nullopt;
}

/// The first header that is sound decides between CRC and sums, once for the transfer.  [R01 3.1]
bool Receiver::accept_header() {
    if ((block_[1] ^ block_[2]) != 0xFF) return false;
    if (check_ == Check::Unknown) check_ = asked_for_sums_ ? Check::Sum8 : Check::Crc16;
    return true;
}

std::size_t Receiver::data_bytes() const {
    return block_[0] == kStx ? 1024 : 128;
}

std::size_t Receiver::block_bytes() const {
    return kHeaderBytes + data_bytes() + (check_ == Check::Crc16 ? 2 : 1);
}

bool Receiver::check_is_good() const {
    const sim::Bytes data = sim::Bytes(block_).subspan(kHeaderBytes, data_bytes());
    const std::uint8_t* const sent = block_.data() + kHeaderBytes + data.size();
    if (check_ == Check::Sum8) return sum8(data) == sent[0];
    return crc16(data) == ((sent[0] << 8) | sent[1]);
}

/// A sound block: new, the last one again because our ACK was lost, or a sign that blocks are
/// missing, which Xmodem cannot repair.  Block 0 at the start counts as "the last one again".
Step Receiver::take_block() {
    silence_ = {};
    const std::uint8_t number = block_[1];
    const bool is_new = number == next_block_;
    if (!is_new && number != static_cast<std::uint8_t>(next_block_ - 1)) {
        return end(Outcome::WrongSequence, kCancel);
    }
    bad_blocks_ = 0;
    const sim::Duration own_time = data_bytes() == 1024 ? times_.long_block : times_.short_block;
    state_ = own_time == 0s ? State::BetweenBlocks : State::Busy;
    Step step = own_time == 0s ? wait_for_block(ReplyBytes(kAck)) : pause(own_time, kForItself);
    if (is_new) {
        has_data_ = true;
        ++next_block_;
        step.store = sim::Bytes(block_).subspan(kHeaderBytes, data_bytes());
        stored_bytes_ += step.store.size();
    }
    return step;
}

Step Receiver::refuse_block() {
    state_ = State::BetweenBlocks;
    if (++bad_blocks_ == kBadBlocksInARow) return end(Outcome::TooManyErrors, kCancel);
    return wait_for_block(ReplyBytes(kNak));
}

/// Nobody sent: asks again, or gives up.  [firmware-update 3.2]
Step Receiver::poll() {
    cancel_seen_ = false;
    if (silence_ >= kGiveUpAfter) return end(Outcome::Timeout);
    if (crc_polls_left_ > 0) {
        --crc_polls_left_;
        Step step = pause(kCrcPollEvery, kForBlock);
        step.reply = ReplyBytes(kAskForCrc);
        return step;
    }
    asked_for_sums_ = true;  // matters only until the first sound header
    return wait_for_block(ReplyBytes(kNak));
}

Step Receiver::wait_for_block(ReplyBytes reply) {
    Step step = pause(std::min(kPollEvery, kGiveUpAfter - silence_), kForBlock);
    step.reply = reply;
    return step;
}

Step Receiver::pause(sim::Duration length, sim::Wait why) {
    waiting_ = length;
    return {.wait = Pause{length, why}};
}

Step Receiver::end(Outcome outcome, ReplyBytes reply) {
    state_ = State::Over;
    outcome_ = outcome;
    return {.reply = reply, .outcome = outcome};
}

/// Bytes lie behind the event that `step` tells of: no need to wait for more.
void Receiver::read_on_at_once(Step& step) {
    if (state_ == State::Over || state_ == State::Busy) return;
    step.wait = pause(0s, kForItself).wait;
}

}  // namespace sara::xmodem
