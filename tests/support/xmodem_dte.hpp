#pragma once

#include "models/xmodem/receiver.hpp"
#include "sim/time.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace sara::test {

enum class Checked : std::uint8_t { Crc, Sum };

/// A block as a sender puts it on the wire; `data` has 128 or 1024 bytes.
std::vector<std::uint8_t> block(std::uint8_t number, sim::Bytes data, Checked check = Checked::Crc);

/// A file in blocks, end to end.
struct Blocks {
    void add(sim::Bytes block_bytes, std::size_t data_size);

    std::vector<std::uint8_t> bytes;
    std::size_t data_bytes = 0;
};

/// A receiver and its one timer, with a clock that only the test moves.
class XmodemBench {
 public:
    explicit XmodemBench(xmodem::BlockTimes times = {});

    void send(sim::Bytes bytes);
    void send(std::initializer_list<std::uint8_t> bytes);

    /// Lets that time pass; the waits that run out are told to the receiver.
    void stay_silent_for(sim::Duration length);

    /// What it sent and when, counted from the last `forget_replies`.
    const std::vector<std::pair<sim::Duration, std::string>>& replies() const { return replies_; }
    std::string reply_text() const;
    void forget_replies();

    sim::Duration now() const { return now_; }
    const std::vector<std::uint8_t>& stored() const { return stored_; }
    xmodem::Outcome outcome() const { return outcome_; }

 private:
    void perform(const xmodem::Step& step);
    void run_due();

    xmodem::Receiver receiver_;
    sim::Duration now_{};
    sim::Duration forgot_at_{};
    sim::Duration due_{};
    bool waits_ = false;
    std::vector<std::pair<sim::Duration, std::string>> replies_;
    std::vector<std::uint8_t> stored_;
    xmodem::Outcome outcome_ = xmodem::Outcome::Going;
};

}  // namespace sara::test
