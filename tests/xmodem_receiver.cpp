#include "models/xmodem/receiver.hpp"

#include "models/xmodem/check.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/xmodem_dte.hpp"

#include <numeric>

using namespace sara;
using namespace sara::xmodem;
using namespace std::chrono_literals;
using test::block;
using test::Blocks;
using test::Checked;
using test::XmodemBench;

namespace {

std::vector<std::uint8_t> counting(std::size_t size) {
    std::vector<std::uint8_t> data(size);
    std::iota(data.begin(), data.end(), std::uint8_t{0});
    return data;
}

std::vector<std::uint8_t> filled(std::size_t size, std::uint8_t value) {
    return std::vector<std::uint8_t>(size, value);
}

const std::string kAckText(1, static_cast<char>(kAck));
const std::string kNakText(1, static_cast<char>(kNak));
const std::string kCancelText(2, static_cast<char>(kCan));

}  // namespace

TEST_CASE("Checks of a block have the values of the reference", "[xmodem][firmware-update-3.3]") {
    struct Vector {
        std::vector<std::uint8_t> data;
        unsigned crc;
        unsigned sum;
    };
    const std::string digits = "123456789";
    const Vector vectors[] = {
        {{digits.begin(), digits.end()}, 0x31C3, 0xDD},
        {filled(128, 0x1A), 0xF8B0, 0x00},
        {counting(128), 0xE80A, 0xC0},
        {counting(1024), 0xC2E0, 0x00},
        {filled(128, 0x00), 0x0000, 0x00},
        {filled(128, 0xFF), 0xEDA9, 0x80},
    };
    for (const Vector& vector : vectors) {
        CHECK(crc16(vector.data) == vector.crc);
        CHECK(sum8(vector.data) == vector.sum);
    }
}

TEST_CASE("The receiver polls for 109 s and gives up", "[xmodem][r01-3.1][r01-3.1.1]") {
    XmodemBench bench;
    bench.stay_silent_for(109s);
    const std::vector<std::pair<sim::Duration, std::string>> timeline = {
        {0s, "C"},       {3s, "C"},       {6s, "C"},       {9s, kNakText},  {19s, kNakText},
        {29s, kNakText}, {39s, kNakText}, {49s, kNakText}, {59s, kNakText}, {69s, kNakText},
        {79s, kNakText}, {89s, kNakText}, {99s, kNakText}};
    CHECK(bench.replies() == timeline);
    CHECK(bench.now() == 109s);
    CHECK(bench.outcome() == Outcome::Timeout);
}

TEST_CASE("When data comes decides between CRC and sums", "[xmodem][r01-3.1]") {
    const auto data = counting(128);
    struct Row {
        sim::Duration silence;
        Checked accepted;
    };
    const auto row = GENERATE(Row{0s, Checked::Crc}, Row{8999ms, Checked::Crc},
                              Row{9s, Checked::Sum}, Row{108s, Checked::Sum});
    XmodemBench bench;
    bench.stay_silent_for(row.silence);
    bench.forget_replies();
    bench.send(block(1, data, row.accepted));
    CHECK(bench.reply_text() == kAckText);
    CHECK(bench.stored() == data);

    SECTION("and for the whole transfer") {
        const auto other = row.accepted == Checked::Crc ? Checked::Sum : Checked::Crc;
        bench.send(block(2, filled(128, 7), other));
        bench.stay_silent_for(1s);
        CHECK(bench.stored() == data);
    }
}

TEST_CASE("Blocks of 128 and 1024 bytes mix, in both checks", "[xmodem][firmware-update-3.3]") {
    const auto check = GENERATE(Checked::Crc, Checked::Sum);
    XmodemBench bench;
    bench.stay_silent_for(check == Checked::Crc ? 0s : 9s);
    bench.forget_replies();
    const auto first = counting(1024);
    const auto second = filled(128, 0x1A);
    bench.send(block(1, first, check));
    bench.send(block(2, second, check));
    bench.send(block(3, first, check));
    bench.send({kEot});
    CHECK(bench.reply_text() == kAckText + kAckText + kAckText + kAckText);
    CHECK(bench.stored().size() == 1024 + 128 + 1024);
    CHECK(bench.outcome() == Outcome::Complete);
}

TEST_CASE("Block numbers wrap from 255 to 0", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.forget_replies();
    for (unsigned n = 1; n <= 600; ++n) {
        bench.send(block(static_cast<std::uint8_t>(n), filled(128, static_cast<std::uint8_t>(n))));
    }
    bench.send({kEot});
    CHECK(bench.reply_text() == std::string(601, static_cast<char>(kAck)));
    CHECK(bench.stored().size() == 600 * 128);
    CHECK(bench.stored()[256 * 128] == 1);  // the 257th block carries the number 1
    CHECK(bench.outcome() == Outcome::Complete);
}

TEST_CASE("A repeated block is acknowledged and dropped", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.forget_replies();
    bench.send(block(1, counting(128)));
    bench.send(block(1, counting(128)));
    bench.send(block(2, filled(128, 2)));
    CHECK(bench.reply_text() == kAckText + kAckText + kAckText);
    CHECK(bench.stored().size() == 256);
}

TEST_CASE("A block out of sequence ends the transfer", "[xmodem][firmware-update-3.3]") {
    const auto number = GENERATE(std::uint8_t{3}, std::uint8_t{255}, std::uint8_t{129});
    XmodemBench bench;
    bench.send(block(1, counting(128)));
    bench.forget_replies();
    bench.send(block(number, counting(128)));
    CHECK(bench.reply_text() == kCancelText);
    CHECK(bench.outcome() == Outcome::WrongSequence);
    CHECK(bench.stored().size() == 128);
}

TEST_CASE("A bad block is answered by NAK once the line is idle", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.send(block(1, counting(128)));
    bench.forget_replies();
    auto bad = block(2, filled(128, 2));

    SECTION("bad complement") {
        bad[2] ^= 0x40U;
    }
    SECTION("bad data") {
        bad[60] ^= 0x01U;
    }
    SECTION("bad check") {
        bad.back() ^= 0x80U;
    }
    SECTION("short block: no character for 1 s") {
        bad.resize(77);
    }

    bench.send(bad);
    bench.stay_silent_for(999ms);
    CHECK(bench.reply_text().empty());
    bench.stay_silent_for(1ms);
    CHECK(bench.reply_text() == kNakText);
    bench.send(block(2, filled(128, 2)));
    CHECK(bench.reply_text() == kNakText + kAckText);
    CHECK(bench.stored().size() == 256);
}

TEST_CASE("Purging lasts until the line was idle for 1 s", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.forget_replies();
    auto bad = block(1, counting(128));
    bad[5] ^= 1U;
    bench.send(bad);
    for (int i = 0; i < 5; ++i) {
        bench.stay_silent_for(900ms);
        bench.send({kSoh, 1, 0xFE});
    }
    CHECK(bench.reply_text().empty());
    bench.stay_silent_for(1s);
    CHECK(bench.reply_text() == kNakText);
}

TEST_CASE("The tenth bad block in a row ends the transfer", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.forget_replies();
    auto bad = block(1, counting(128));
    bad.back() ^= 1U;
    for (int i = 0; i < 9; ++i) {
        bench.send(bad);
        bench.stay_silent_for(1s);
    }
    CHECK(bench.reply_text() == std::string(9, static_cast<char>(kNak)));

    SECTION("ten") {
        bench.send(bad);
        bench.stay_silent_for(1s);
        CHECK(bench.reply_text().substr(9) == kCancelText);
        CHECK(bench.outcome() == Outcome::TooManyErrors);
    }
    SECTION("a good block starts the count again") {
        bench.send(block(1, counting(128)));
        for (int i = 0; i < 9; ++i) {
            bench.send(bad);
            bench.stay_silent_for(1s);
        }
        CHECK(bench.outcome() == Outcome::Going);
    }
}

TEST_CASE("Silence between blocks is answered by NAKs, 109 s of it end all",
          "[xmodem][r01-3.1.1][firmware-update-3.3]") {
    XmodemBench bench;
    bench.send(block(1, counting(128)));
    bench.forget_replies();
    bench.stay_silent_for(108999ms);
    CHECK(bench.reply_text() == std::string(10, static_cast<char>(kNak)));
    CHECK(bench.replies().front().first == 10s);

    SECTION("timeout") {
        bench.stay_silent_for(1ms);
        CHECK(bench.outcome() == Outcome::Timeout);
    }
    SECTION("silence is no bad block") {
        bench.send(block(2, counting(128)));
        bench.stay_silent_for(108s);
        CHECK(bench.outcome() == Outcome::Going);
    }
}

TEST_CASE("The end of the file", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.forget_replies();

    SECTION("before any block is refused") {
        bench.send({kEot});
        CHECK(bench.reply_text() == kNakText);
        bench.send(block(1, counting(128)));
        bench.send({kEot});
        CHECK(bench.reply_text() == kNakText + kAckText + kAckText);
        CHECK(bench.outcome() == Outcome::Complete);
    }
    SECTION("after a block is acknowledged") {
        bench.send(block(1, counting(128)));
        bench.send({kEot});
        CHECK(bench.reply_text() == kAckText + kAckText);
        CHECK(bench.outcome() == Outcome::Complete);
    }
}

TEST_CASE("The DTE cancels with two CANs", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.send(block(1, counting(128)));
    bench.forget_replies();

    SECTION("together") {
        bench.send({kCan, kCan});
    }
    SECTION("split") {
        bench.send({kCan});
        bench.send({kCan});
    }
    SECTION("one alone is ignored") {
        bench.send({kCan, 'x', kCan});
        CHECK(bench.outcome() == Outcome::Going);
        bench.send(block(2, counting(128)));
        CHECK(bench.reply_text() == kAckText);
        bench.forget_replies();
        bench.send({kCan, kCan});
    }
    CHECK(bench.outcome() == Outcome::CancelledByDte);
    CHECK(bench.reply_text().empty());
}

TEST_CASE("Garbage between blocks is ignored, and is no data", "[xmodem][firmware-update-3.3]") {
    XmodemBench bench;
    bench.forget_replies();
    for (int i = 0; i < 109; ++i) {
        bench.send({0x03, 0xFF, 'A', 'T', '\r'});
        bench.stay_silent_for(1s);
    }
    CHECK(bench.reply_text() == "CC" + std::string(10, static_cast<char>(kNak)));
    CHECK(bench.outcome() == Outcome::Timeout);
}

TEST_CASE("Bytes may be split or joined anywhere", "[xmodem]") {
    Blocks file;
    for (std::uint8_t n = 1; n <= 40; ++n) {
        file.add(block(n, n % 3 == 0 ? counting(1024) : filled(128, n)), n % 3 == 0 ? 1024 : 128);
    }
    file.bytes.push_back(kEot);
    const std::size_t piece = GENERATE(1U, 2U, 3U, 7U, 131U, 133U, 134U, 1029U, 5000U, 1'000'000U);
    const BlockTimes times =
        GENERATE(BlockTimes{}, BlockTimes{.short_block = 2500us, .long_block = 20700us});
    XmodemBench bench(times);
    bench.forget_replies();
    for (std::size_t at = 0; at < file.bytes.size(); at += piece) {
        const std::size_t size = std::min(piece, file.bytes.size() - at);
        bench.send(sim::Bytes(file.bytes).subspan(at, size));
    }
    bench.stay_silent_for(1s);
    CHECK(bench.reply_text() == std::string(41, static_cast<char>(kAck)));
    CHECK(bench.stored().size() == file.data_bytes);
    CHECK(bench.outcome() == Outcome::Complete);
}

TEST_CASE("A block costs the receiver its own time before the ACK", "[xmodem][firmware-update-9]") {
    XmodemBench bench({.short_block = 2500us, .long_block = 20700us});
    bench.forget_replies();
    bench.send(block(1, counting(1024)));
    CHECK(bench.stored().size() == 1024);
    CHECK(bench.reply_text().empty());
    bench.stay_silent_for(20700us);
    CHECK(bench.replies() ==
          std::vector<std::pair<sim::Duration, std::string>>{{20700us, kAckText}});
    bench.stay_silent_for(108s);
    CHECK(bench.outcome() == Outcome::Going);
    bench.stay_silent_for(1s - 20700us);  // 109 s after the last byte, not after the ACK
    CHECK(bench.outcome() == Outcome::Timeout);
}

TEST_CASE("After its end the receiver is deaf", "[xmodem]") {
    XmodemBench bench;
    bench.send({kCan, kCan});
    bench.forget_replies();
    bench.send(block(1, counting(128)));
    CHECK(bench.reply_text().empty());
    CHECK(bench.stored().empty());
    CHECK(bench.outcome() == Outcome::CancelledByDte);
}
