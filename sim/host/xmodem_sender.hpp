#pragma once

#include "sim/host/port.hpp"
#include "sim/scenario/step.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sara::sim {

/// How a file is sent by Xmodem.
struct XmodemOptions {
    BlockSize block = BlockSize::Large;
    std::uint32_t start_after_naks = 0;  ///< 0: answers the first C or NAK
    Damage damage = {};
};

/// The sending half of Xmodem and Xmodem-1k, as a host has it: CRC if the receiver asks with C,
/// else checksum.  A block is sent again after a NAK or 10 s without an answer; after 10 attempts
/// it gives up with CAN CAN.  [firmware-update 3.3]
class XmodemSender {
 public:
    XmodemSender(Scheduler& scheduler, HostPort& port, std::vector<std::uint8_t> data,
                 const XmodemOptions& options);
    // Its timer's callback points here.
    XmodemSender(const XmodemSender&) = delete;
    XmodemSender& operator=(const XmodemSender&) = delete;

    /// Takes what the receiver sent, and returns what came after the end of the transfer.
    Bytes on_bytes(Bytes bytes);

    /// Time stands still for the sender, or goes on.
    void set_stalled(bool stalled);

    /// How it ended; nothing while it goes on.
    std::optional<TransferOutcome> outcome() const { return outcome_; }

    bool has_started() const { return phase_ != Phase::Waiting; }
    bool uses_crc() const { return uses_crc_; }

    /// Blocks acknowledged so far.
    std::uint32_t blocks_done() const { return block_ - 1; }

    static constexpr Duration kAnswerTime = 10s;  ///< [firmware-update 3.3]
    static constexpr int kAttempts = 10;          ///< [firmware-update 3.3]

 private:
    enum class Phase : std::uint8_t { Waiting, Sending, Ending, Over };

    void on_byte(std::uint8_t byte);
    void on_poll(std::uint8_t byte);
    void on_ack();
    void on_no_answer();
    void on_cancel();
    void send_current();
    void send_block();
    void send_end();
    void advance();
    void finish(TransferOutcome outcome);
    std::size_t block_size() const;
    bool is_due(std::uint32_t block) const { return block != 0 && block == block_; }

    Scheduler& scheduler_;
    HostPort& port_;
    std::vector<std::uint8_t> data_;
    XmodemOptions options_;
    Phase phase_ = Phase::Waiting;
    bool uses_crc_ = false;
    std::uint32_t naks_heard_ = 0;
    std::size_t offset_ = 0;     ///< of the current block in the data
    std::uint32_t block_ = 1;    ///< current block, from 1; on the wire modulo 256
    int attempt_ = 0;            ///< of the current block or EOT
    bool was_repeated_ = false;  ///< the damage to the current block's ACK is done
    int cancels_ = 0;            ///< CANs heard in a row
    std::optional<TransferOutcome> outcome_;
    Timer answer_;
    std::optional<Duration> patience_left_;  ///< of `answer_`, while it stands still
};

}  // namespace sara::sim
