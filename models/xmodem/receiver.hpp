#pragma once

#include "models/xmodem/step.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sara::xmodem {

/// The receiver's own time for a block, between its last byte and the reply.  [firmware-update 9]
struct BlockTimes {
    sim::Duration short_block{};  ///< 128 bytes
    sim::Duration long_block{};   ///< 1024 bytes
};

/// Receiving half of Xmodem and Xmodem-1k, without port or timer.  Each call says what happened;
/// the Step says what to store and to reply, and the one wait to arm.  A caller is a loop of
///
///     perform(receiver.start());        // then, for ever:
///     bytes arrived    -> perform(receiver.on_bytes(bytes));
///     the wait ran out -> perform(receiver.on_silence());
///
/// Each Step replies to one block at most.  What arrived behind that block is kept, and read after
/// a wait of length 0; so is what arrives while the receiver is busy with a block.
/// [firmware-update 3.2, 3.3]
class Receiver {
 public:
    explicit Receiver(BlockTimes times = {}) : times_(times) {}

    /// Sends the first 'C'.  The entry timeline counts from here.  [firmware-update 3.2]
    Step start();

    /// Takes whatever arrived; blocks may be split or joined anywhere.
    Step on_bytes(sim::Bytes bytes);

    /// The last Step's wait ran out.
    Step on_silence();

    /// True once a block was accepted: 109 s of silence now end a transfer, not a handshake.
    bool has_data() const { return has_data_; }

    /// Bytes of file data stored so far, padding included.
    std::size_t stored_bytes() const { return stored_bytes_; }

 private:
    enum class State : std::uint8_t {
        BetweenBlocks,  ///< waits for SOH, STX, EOT or CAN
        InBlock,        ///< collects a block
        Purging,        ///< a block was bad: reads until the line is idle
        Busy,           ///< a block was good: its own time runs, then it replies
        Over
    };
    enum class Check : std::uint8_t { Unknown, Crc16, Sum8 };

    static constexpr std::size_t kHeaderBytes = 3;
    static constexpr std::size_t kLargestBlock = kHeaderBytes + 1024 + 2;

    Step read(sim::Bytes& rest);
    Step read_kept();
    std::optional<Step> read_between_blocks(sim::Bytes& rest);
    std::optional<Step> read_block(sim::Bytes& rest);

    bool accept_header();
    std::size_t data_bytes() const;
    std::size_t block_bytes() const;
    bool check_is_good() const;
    Step take_block();
    Step refuse_block();
    Step poll();

    Step wait_for_block(ReplyBytes reply);
    Step pause(sim::Duration length, sim::Wait why);
    Step end(Outcome outcome, ReplyBytes reply = {});
    void read_on_at_once(Step& step);

    BlockTimes times_;
    State state_ = State::BetweenBlocks;
    Check check_ = Check::Unknown;
    Outcome outcome_ = Outcome::Going;
    bool has_data_ = false;
    bool asked_for_sums_ = false;  ///< the timeline came to its first NAK  [R01 3.1]
    bool cancel_seen_ = false;     ///< the last byte was a CAN
    std::uint8_t next_block_ = 1;  ///< wraps from 255 to 0
    int crc_polls_left_ = 0;       ///< 'C's still to send before the NAKs
    int bad_blocks_ = 0;           ///< in a row
    sim::Duration silence_{};      ///< waits that ran out since the last byte of data
    sim::Duration waiting_{};      ///< the wait that runs
    std::size_t stored_bytes_ = 0;
    std::size_t filled_ = 0;  ///< of block_
    std::array<std::uint8_t, kLargestBlock> block_{};
    std::vector<std::uint8_t> kept_;  ///< arrived behind a block
    std::size_t kept_read_ = 0;       ///< how much of kept_ has been read
};

}  // namespace sara::xmodem
