#include "sim/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"

#include <numeric>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;

namespace {

using Garbage = std::vector<std::uint8_t>;

constexpr std::size_t kMuch = 1'000'000;
const std::string kOk = "\r\nOK\r\n";

Garbage every_byte_value() {
    Garbage bytes(256);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return bytes;
}

Garbage noise(Random& random, std::size_t size) {
    Garbage bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

/// Noise in pieces of all sizes, with pauses from nothing to more than any wait of Xmodem between
/// two characters.
void send_in_bursts(ModuleBench& bench, std::size_t size) {
    Random random(7, "bursts");
    for (std::size_t sent = 0; sent < size;) {
        const std::size_t piece = std::min<std::size_t>(1 + random.below(4000), size - sent);
        bench.dte.send(noise(random, piece));
        bench.run_for(std::chrono::milliseconds(random.below(1500)));
        bench.dte.take_bytes();
        sent += piece;
    }
}

/// Whatever line was begun ends with the CR; noise may have held an ATV0 or the like; then the
/// module answers as ever.
void check_answers(ModuleBench& bench) {
    bench.dte.exchange("\r", 10s);
    CHECK(bench.dte.exchange("ATQ0V1E0\r").ends_with(kOk));
    CHECK(bench.dte.exchange("AT\r") == kOk);
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
}

/// Polls as it should, and boots the old firmware when nobody goes on.
void check_gives_up(ModuleBench& bench, const std::string& old_firmware) {
    bench.run_for(2s);
    bench.dte.take_bytes();
    bench.run_for(20s);
    const std::string polls = bench.dte.take_bytes();
    INFO(polls);
    CHECK(polls.find_first_of("C\x15") != std::string::npos);
    bench.dte.wait_for("\r\n+UFWUPD: Timeout\r\n", 120s);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.digest() == old_firmware);
}

}  // namespace

TEST_CASE("The AT port survives every byte value", "[garbage][at]") {
    const auto repeats = GENERATE(1, 10);
    const bool after_at = GENERATE(false, true);
    ModuleBench bench;
    bench.greet();
    for (int i = 0; i < repeats; ++i) {
        if (after_at) bench.dte.send("AT");
        bench.dte.send(every_byte_value());
    }
    bench.run_for(10s);
    check_answers(bench);
}

TEST_CASE("The AT port survives a megabyte of noise", "[garbage][at][slow]") {
    ModuleBench bench;
    SECTION("at the module's speed") {
        bench.greet();
        Random random(1, "noise");
        bench.dte.send(noise(random, kMuch));
        bench.run_for(200s);
    }
    SECTION("in bursts") {
        bench.greet();
        send_in_bursts(bench, kMuch);
        bench.run_for(10s);
    }
    SECTION("before it knows the speed") {
        bench.dte.set_baud(921'600);
        send_in_bursts(bench, kMuch);
        bench.run_for(10s);
        // It may have found an AT in the noise: then it talks at 921600.
        bench.dte.set_baud(921'600);
    }
    SECTION("at another speed: garbled") {
        bench.greet();
        bench.dte.set_baud(57'600);
        send_in_bursts(bench, kMuch / 10);
        bench.run_for(10s);
        bench.dte.set_baud(115'200);
    }
    bench.dte.take_bytes();
    check_answers(bench);
}

TEST_CASE("Firmware update mode survives every byte value", "[garbage][foat]") {
    const auto repeats = GENERATE(1, 10, 100);
    ModuleBench bench;
    const std::string old_firmware = bench.digest();
    bench.start_foat();
    for (int i = 0; i < repeats; ++i) bench.dte.send(every_byte_value());
    check_gives_up(bench, old_firmware);
}

TEST_CASE("Firmware update mode survives a megabyte of noise", "[garbage][foat][slow]") {
    ModuleBench bench;
    const std::string old_firmware = bench.digest();
    bench.start_foat();
    SECTION("without a pause") {
        Random random(2, "noise");
        bench.dte.send(noise(random, kMuch));
        bench.run_for(30s);
    }
    SECTION("in bursts") {
        send_in_bursts(bench, kMuch);
    }
    REQUIRE(bench.module.state() == "FwUpdateMode");
    check_gives_up(bench, old_firmware);
}

TEST_CASE("What a host types while the module installs does nothing", "[garbage][foat]") {
    ModuleBench bench;
    bench.start_foat();
    bench.dte.send_file(small_package(update::PackageKind::Full));
    send_in_bursts(bench, 20'000);
    bench.run_until_state("Active");
    CHECK(bench.version() == kNewVersion);
}
