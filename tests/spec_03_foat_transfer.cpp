#include "models/xmodem/step.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"
#include "tests/support/xmodem_dte.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

using namespace sara;
using namespace sara::test;
using update::PackageKind;
using xmodem::kCan;
using xmodem::kEot;

namespace {

using Sent = std::vector<std::uint8_t>;

const std::string kAck(1, static_cast<char>(xmodem::kAck));
const std::string kNak(1, static_cast<char>(xmodem::kNak));
const std::string kCancel(2, static_cast<char>(kCan));
const std::string kStart = "\r\n+UFWUPD: ONGOING\r\nC";
constexpr std::size_t kBlockBytes = 1024;

/// More than a block takes on the wire and in the module, less than any of its waits.
constexpr Duration kSoon = 100ms;

/// The n-th block of the package, n from 1.
Sent good(std::uint8_t number) {
    const Bytes file = small_package(PackageKind::Full);
    return block(number, file.subspan((number - 1U) * kBlockBytes, kBlockBytes));
}

Sent flipped(std::uint8_t number) {
    Sent bytes = good(number);
    bytes[kBlockBytes / 2] ^= 0x10U;
    return bytes;
}

Sent with_bad_complement(std::uint8_t number) {
    Sent bytes = good(number);
    bytes[2] ^= 0x01U;
    return bytes;
}

Sent cut_short(std::uint8_t number) {
    Sent bytes = good(number);
    bytes.resize(500);
    return bytes;
}

/// The host sends, and what the module answers within that time.
struct Exchange {
    Sent sent;
    Duration time;
    std::string answer;
};

/// What goes wrong when block `due` is due.
struct Disturbance {
    const char* what;
    std::uint8_t due;
    std::vector<Exchange> exchanges;
};

/// A bad block is answered once the line was idle for 1 s.  [firmware-update 3.3]
std::vector<Exchange> refused(const Sent& bad, int times, const std::string& last_answer = kNak) {
    std::vector<Exchange> exchanges;
    for (int i = 1; i <= times; ++i) {
        exchanges.push_back({bad, 1s, ""});
        exchanges.push_back({{}, kSoon, i == times ? last_answer : kNak});
    }
    return exchanges;
}

/// A bench in firmware update mode that has taken the blocks before `due`.
void begin_transfer(ModuleBench& bench, std::uint8_t due) {
    bench.start_foat();
    for (std::uint8_t number = 1; number < due; ++number) {
        bench.dte.take_bytes();
        bench.dte.send(good(number));
        bench.run_for(kSoon);
        REQUIRE(bench.dte.take_bytes() == kAck);
    }
    bench.dte.take_bytes();
}

void perform(ModuleBench& bench, const std::vector<Exchange>& exchanges) {
    for (const Exchange& exchange : exchanges) {
        bench.dte.send(exchange.sent);
        bench.run_for(exchange.time);
        CHECK(bench.dte.take_bytes() == exchange.answer);
    }
}

}  // namespace

TEST_CASE("A disturbed transfer goes on: what the module answers to the byte",
          "[spec-03][foat][firmware-update-3.3]") {
    const auto disturbances = std::to_array<Disturbance>({
        {"a flipped bit", 2, refused(flipped(2), 1)},
        {"a wrong complement", 2, refused(with_bad_complement(2), 1)},
        {"a short block", 2, refused(cut_short(2), 1)},
        {"nine bad blocks in a row", 2, refused(flipped(2), 9)},
        {"a repeated block", 3, {{good(2), kSoon, kAck}}},
        {"a lost ACK: the host repeats the block", 3, {{{}, 9s, ""}, {good(2), kSoon, kAck}}},
        {"a host that pauses", 2, {{{}, 25s, kNak + kNak}}},
        {"garbage between blocks", 2, {{{0x03, 0xFF, 'A', 'T', '\r'}, kSoon, ""}}},
        {"one CAN alone", 2, {{{kCan}, kSoon, ""}, {{'x', kCan}, kSoon, ""}}},
        {"EOT before any block", 1, {{{kEot}, kSoon, kNak}}},
    });
    const auto& disturbance =
        disturbances[GENERATE_COPY(range(std::size_t{0}, disturbances.size()))];
    INFO(disturbance.what);
    ModuleBench bench;
    begin_transfer(bench, disturbance.due);
    perform(bench, disturbance.exchanges);
    // A block stored twice, or not at all, would not pass validation.
    const std::size_t blocks = small_package(PackageKind::Full).size() / kBlockBytes;
    for (std::size_t number = disturbance.due; number <= blocks; ++number) {
        bench.dte.send(good(static_cast<std::uint8_t>(number)));
        bench.run_for(kSoon);
        REQUIRE(bench.dte.take_bytes() == kAck);
    }
    bench.dte.send(Sent{kEot});
    bench.run_for(kSoon);
    CHECK(bench.dte.take_bytes() == kAck);
    bench.run_until_updated("+UFWUPD");
}

TEST_CASE("A transfer that is given up starts again from scratch",
          "[spec-03][foat][firmware-update-3.3]") {
    const std::string given_up = kCancel + "\r\n+UFWUPD: 129\r\n";
    const auto disturbances = std::to_array<Disturbance>({
        {"a block out of sequence", 2, {{good(3), kSoon, given_up}}},
        {"a block of long ago", 4, {{good(1), kSoon, given_up}}},
        {"ten bad blocks in a row", 2, refused(flipped(2), 10, given_up)},
        {"CAN CAN from the host", 3, {{{kCan, kCan}, kSoon, ""}}},
        {"CAN CAN before any block", 1, {{{kCan, kCan}, kSoon, ""}}},
    });
    const auto& disturbance =
        disturbances[GENERATE_COPY(range(std::size_t{0}, disturbances.size()))];
    INFO(disturbance.what);
    ModuleBench bench;
    begin_transfer(bench, disturbance.due);
    perform(bench, disturbance.exchanges);
    bench.dte.wait_for(kStart, 1s);
    bench.dte.send_file(small_package(PackageKind::Full));
    bench.run_until_updated("+UFWUPD");
}

TEST_CASE("Blocks of 128 and 1024 bytes, CRC and checksum: each way leads to the new firmware",
          "[spec-03][foat][r01-3.1]") {
    const auto size = GENERATE(BlockSize::Small, BlockSize::Large, BlockSize::Mixed);
    const std::uint32_t after_naks = GENERATE(0U, 1U, 3U);
    ModuleBench bench;
    bench.start_foat();
    const XmodemSender& sender = bench.dte.start_file(
        small_package(PackageKind::Full), {.block = size, .start_after_naks = after_naks});
    while (!sender.outcome()) bench.run_for(1s);
    CHECK(sender.outcome() == TransferOutcome::Done);
    CHECK(sender.uses_crc() == (after_naks == 0));
    bench.run_until_updated("+UFWUPD");
}

TEST_CASE("EOT that comes early is acknowledged; validation sees what is missing",
          "[spec-03][foat][firmware-update-3.3]") {
    ModuleBench bench;
    const std::string old_firmware = bench.digest();
    begin_transfer(bench, 2);
    bench.dte.send(Sent{kEot});
    bench.run_for(kSoon);
    CHECK(bench.dte.take_bytes() == kAck);
    bench.dte.wait_for("\r\n+UFWUPD: 148\r\n", 10min);
    bench.run_until_state("Active");
    CHECK(bench.digest() == old_firmware);
}

TEST_CASE("Silence of 109 s in a transfer ends it: the old firmware boots",
          "[spec-03][foat][r01-3.1.1]") {
    ModuleBench bench;
    const std::string old_firmware = bench.digest();
    begin_transfer(bench, 5);
    bench.run_for(108s);
    CHECK(bench.dte.take_bytes() == std::string(10, kNak[0]));
    bench.dte.wait_for("\r\n+UFWUPD: Timeout\r\n", 1s);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    CHECK(bench.digest() == old_firmware);
}
