#include "tests/support/catch.hpp"

#include "sim/host/terminal.hpp"

#include <memory>
#include <numeric>
#include <string>
#include <vector>

using namespace sara::sim;

namespace {

constexpr std::uint8_t kAck = 0x06;
constexpr std::uint8_t kNak = 0x15;
constexpr std::uint8_t kCan = 0x18;
constexpr std::uint8_t kEot = 0x04;

/// The module's end of a line on which a host sends by Xmodem; the test answers by hand.
struct Receiver : LineListener {
    explicit Receiver(std::size_t size, XmodemOptions options = {}) {
        line.set_paced(false);
        line.dce().attach(this);
        std::vector<std::uint8_t> data(size);
        std::iota(data.begin(), data.end(), std::uint8_t{0});
        sender = &terminal.start_transfer(scheduler, data, options);
    }
    void on_bytes(Bytes bytes) override { heard.insert(heard.end(), bytes.begin(), bytes.end()); }

    /// Sends a byte and takes what the sender answers at once.
    std::vector<std::uint8_t> answer(std::uint8_t byte) {
        line.dce().send({&byte, 1});
        return after({});
    }
    std::vector<std::uint8_t> after(Duration time) {
        scheduler.run_until(scheduler.now() + time);
        return std::exchange(heard, {});
    }

    Scheduler scheduler;
    Trace trace{scheduler};
    Line line{scheduler, trace, "uart"};
    LinePort port{line};
    Terminal terminal{port};
    XmodemSender* sender = nullptr;
    std::vector<std::uint8_t> heard;
};

using Frame5 = std::vector<std::uint8_t>;

/// Head and check of a block; its size says the rest.
Frame5 ends_of(const std::vector<std::uint8_t>& block) {
    REQUIRE(block.size() > 5);
    return {block[0], block[1], block[2], block[block.size() - 2], block[block.size() - 1]};
}

}  // namespace

// Check values: the reference's test vectors.  [firmware-update 3.3]
TEST_CASE("A receiver that asks with C gets blocks with CRC", "[sim][xmodem][r01-3.1]") {
    Receiver small(128, {.block = BlockSize::Small});
    const auto block = small.answer('C');
    CHECK(block.size() == 133);
    CHECK(ends_of(block) == Frame5{0x01, 1, 0xFE, 0xE8, 0x0A});

    Receiver large(1024);
    const auto large_block = large.answer('C');
    CHECK(large_block.size() == 1029);
    CHECK(ends_of(large_block) == Frame5{0x02, 1, 0xFE, 0xC2, 0xE0});
}

TEST_CASE("A receiver that asks with NAK gets blocks with checksum", "[sim][xmodem][r01-3.1]") {
    Receiver receiver(128, {.block = BlockSize::Small});
    const auto block = receiver.answer(kNak);
    CHECK(block.size() == 132);
    CHECK(block.back() == 0xC0);
    CHECK_FALSE(receiver.sender->uses_crc());
}

TEST_CASE("A sender may be told to start late: C is passed over", "[sim][xmodem]") {
    Receiver receiver(128, {.start_after_naks = 2});
    CHECK(receiver.answer('C').empty());
    CHECK(receiver.answer(kNak).empty());
    CHECK(receiver.answer(kNak).size() == 1028);
}

TEST_CASE("Mixed blocks send the rest in small ones, padded", "[sim][xmodem]") {
    Receiver receiver(1024 + 130, {.block = BlockSize::Mixed});
    CHECK(receiver.answer('C').size() == 1029);
    CHECK(receiver.answer(kAck).size() == 133);
    const auto last = receiver.answer(kAck);
    CHECK(last.size() == 133);
    CHECK(last[1] == 3);
    CHECK(last[5] == 0x1A);
    CHECK(receiver.answer(kAck) == std::vector<std::uint8_t>{kEot});
    receiver.answer(kAck);
    CHECK(receiver.sender->outcome() == TransferOutcome::Done);
    CHECK(receiver.sender->blocks_done() == 3);
}

TEST_CASE("A sender's block numbers wrap from 255 to 0", "[sim][xmodem]") {
    Receiver receiver(128 * 257, {.block = BlockSize::Small});
    auto block = receiver.answer('C');
    for (int acknowledged = 0; acknowledged < 255; ++acknowledged) block = receiver.answer(kAck);
    CHECK(block[1] == 0);
    CHECK(block[2] == 0xFF);
}

TEST_CASE("A block is sent again after a NAK or 10 s of silence", "[sim][xmodem]") {
    Receiver receiver(128, {.block = BlockSize::Small});
    const auto block = receiver.answer('C');
    CHECK(receiver.answer(kNak) == block);
    CHECK(receiver.after(9999ms).empty());
    CHECK(receiver.after(1ms) == block);
}

TEST_CASE("After ten attempts the sender gives up with CAN CAN", "[sim][xmodem]") {
    Receiver receiver(128, {.block = BlockSize::Small});
    receiver.answer('C');
    for (int attempt = 2; attempt <= 10; ++attempt) CHECK(receiver.answer(kNak).size() == 133);
    CHECK(receiver.answer(kNak) == std::vector<std::uint8_t>{kCan, kCan});
    CHECK(receiver.sender->outcome() == TransferOutcome::GaveUp);
}

TEST_CASE("Two CANs end the transfer, one does not", "[sim][xmodem]") {
    Receiver receiver(128);
    receiver.answer('C');
    receiver.answer(kCan);
    CHECK_FALSE(receiver.sender->outcome());
    receiver.answer('x');
    receiver.answer(kCan);
    CHECK_FALSE(receiver.sender->outcome());
    receiver.answer(kCan);
    CHECK(receiver.sender->outcome() == TransferOutcome::Cancelled);
}

TEST_CASE("EOT is repeated until it is acknowledged", "[sim][xmodem]") {
    Receiver receiver(1);
    receiver.answer('C');
    CHECK(receiver.answer(kAck) == std::vector<std::uint8_t>{kEot});
    CHECK(receiver.answer(kNak) == std::vector<std::uint8_t>{kEot});
    receiver.answer(kAck);
    CHECK(receiver.sender->outcome() == TransferOutcome::Done);
}

TEST_CASE("Nothing to send is an EOT", "[sim][xmodem]") {
    Receiver receiver(0);
    CHECK(receiver.answer('C') == std::vector<std::uint8_t>{kEot});
}

TEST_CASE("What follows the last ACK is the host's to read", "[sim][xmodem]") {
    Receiver receiver(1);
    receiver.answer('C');
    receiver.answer(kAck);
    receiver.line.dce().send("\x06\r\n+UFWPREVAL: 0\r\n");
    receiver.after({});
    CHECK(receiver.terminal.unread() == "\r\n+UFWPREVAL: 0\r\n");
    CHECK(receiver.terminal.take_line() == "+UFWPREVAL: 0");
}

TEST_CASE("Damage: a corrupt block differs in one bit, the next attempt is whole",
          "[sim][xmodem]") {
    Receiver good(128, {.block = BlockSize::Small});
    Receiver bad(128, {.block = BlockSize::Small, .damage = {.corrupt_block = 1}});
    auto whole = good.answer('C');
    const auto damaged = bad.answer('C');
    CHECK(damaged != whole);
    CHECK(bad.answer(kNak) == whole);
    whole[3 + 64] ^= 1;
    CHECK(damaged == whole);
}

TEST_CASE("Damage: a block that is always corrupt", "[sim][xmodem]") {
    Receiver receiver(128, {.damage = {.corrupt_always = 1}});
    const auto damaged = receiver.answer('C');
    CHECK(receiver.answer(kNak) == damaged);
}

TEST_CASE("Damage: a duplicate follows its own ACK", "[sim][xmodem]") {
    Receiver receiver(256, {.block = BlockSize::Small, .damage = {.duplicate_block = 1}});
    const auto first = receiver.answer('C');
    CHECK(receiver.answer(kAck) == first);
    CHECK(receiver.answer(kAck)[1] == 2);
}

TEST_CASE("Damage: a lost ACK has the block sent again after 10 s", "[sim][xmodem]") {
    Receiver receiver(256, {.block = BlockSize::Small, .damage = {.lose_ack = 1}});
    const auto first = receiver.answer('C');
    CHECK(receiver.answer(kAck).empty());
    CHECK(receiver.after(10s) == first);
    CHECK(receiver.answer(kAck)[1] == 2);
}

TEST_CASE("Damage: a wrong sequence number has its complement right", "[sim][xmodem]") {
    Receiver receiver(128, {.damage = {.wrong_sequence = 1}});
    const auto block = receiver.answer('C');
    CHECK(block[1] == 3);
    CHECK(block[2] == 0xFC);
}

TEST_CASE("Damage: cancelling, ending and stalling after a block", "[sim][xmodem]") {
    Receiver cancels(256, {.block = BlockSize::Small, .damage = {.cancel_after = 1}});
    cancels.answer('C');
    CHECK(cancels.answer(kAck) == std::vector<std::uint8_t>{kCan, kCan});
    CHECK(cancels.sender->outcome() == TransferOutcome::Cancelled);

    Receiver ends(256, {.block = BlockSize::Small, .damage = {.end_after = 1}});
    ends.answer('C');
    CHECK(ends.answer(kAck) == std::vector<std::uint8_t>{kEot});

    Receiver stalls(256, {.block = BlockSize::Small, .damage = {.stall_after = 1}});
    stalls.answer('C');
    CHECK(stalls.answer(kAck).empty());
    CHECK(stalls.after(1h).empty());
    CHECK(stalls.sender->outcome() == TransferOutcome::Stalled);
}
