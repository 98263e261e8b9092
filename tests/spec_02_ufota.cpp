// Section 2 of the note: the uFOTA download, and what interrupts it.  The server's part is played
// by direct calls of object 5.
#include "tests/support/ufota_bench.hpp"

#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;
using lwm2m::FirmwareResult;
using lwm2m::FirmwareState;
using ufota::DownloadState;

TEST_CASE("A download tells its begin, every per cent and its end", "[spec-02][ufota][r01-2.6.1]") {
    UfotaBench bench;
    REQUIRE(bench.offer());
    CHECK(bench.download().state() == FirmwareState::Downloading);
    CHECK(bench.download().uri() == kPackageUri);
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    const Statuses statuses = bench.statuses();
    REQUIRE(statuses.size() == 101);
    CHECK(statuses.front() == "1,0,0");
    for (int percent = 1; percent < 100; ++percent) {
        CHECK(statuses[static_cast<std::size_t>(percent)] == "0,1," + std::to_string(percent));
    }
    CHECK(bench.download().state() == FirmwareState::Downloaded);
    CHECK(bench.download().result() == FirmwareResult::Initial);
    CHECK(bench.has_whole_package());
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("Without +UFOTASTAT=1 nothing is told", "[spec-02][ufota][r01-2.2]") {
    UfotaBench bench;
    REQUIRE(bench.dte.ask("AT+UFOTASTAT=0") == "OK");
    bench.dte.take_bytes();
    REQUIRE(bench.offer());
    bench.run_for(2min);
    CHECK(bench.dte.take_bytes().empty());
    CHECK(bench.download().state() == FirmwareState::Downloaded);
}

TEST_CASE("+UFOTASTAT is off in the factory and outlives a reset", "[spec-02][ufota][r01-2.2]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+UFOTASTAT?") == "+UFOTASTAT: 0");
    CHECK(bench.dte.ask("AT+UFOTASTAT=?") == "+UFOTASTAT: (0,1)");
    CHECK(bench.dte.ask("AT+UFOTASTAT=1") == "OK");
    CHECK(bench.dte.ask("AT+UFOTASTAT=2") == "ERROR");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UFOTASTAT?") == "+UFOTASTAT: 1");
}

TEST_CASE("The client's start prints state and result, as success where there was no update",
          "[spec-02][ufota][firmware-update-2.3]") {
    UfotaBench bench;
    bench.device->ufota.on_client_started();
    bench.run_for(1s);
    CHECK(bench.statuses() == Statuses{"3,1,0"});
    REQUIRE(bench.offer("http://nobody.org/p"));
    bench.run_until_received("2,3,104");
    bench.dte.take_bytes();
    bench.device->ufota.on_client_started();
    bench.run_for(1s);
    CHECK(bench.statuses() == Statuses{"3,7,0"});
}

// --- interruptions

namespace {

/// A row of [firmware-update 2.5]: what happens 10 per cent into a download, before the boot.
struct Interruption {
    std::string name;
    std::vector<std::string> commands;
    std::vector<std::string> after_boot;
    enum class Then { Restarts, Resumes, StaysPaused } then;
    const char* product = "SARA-R510M8S-01B-00";
};

const std::vector<Interruption>& interruptions() {
    using enum Interruption::Then;
    static constexpr const char* k00B = "SARA-R510S-00B-00";
    static const std::vector<Interruption> kRows = {
        {"power loss or unsolicited reset", {}, {}, Restarts},
        {"+CFUN=16 alone", {"AT+CFUN=16"}, {}, Restarts},
        {"+COPS=2, then +CFUN=16", {"AT+COPS=2", "AT+CFUN=16"}, {}, Resumes},
        {"+COPS=2, then a reset", {"AT+COPS=2"}, {}, Resumes},
        {"+CFUN=0, then a reset", {"AT+CFUN=0"}, {}, Resumes},
        {"+CFUN=4, then a reset", {"AT+CFUN=4"}, {"AT+CFUN=1"}, Resumes},
        {"paused, then a power cycle", {"AT+UFOTA=1"}, {}, StaysPaused},
        {"power loss of a 00B", {}, {}, Restarts, k00B},
        {"+CFUN=16 alone on a 00B", {"AT+CFUN=16"}, {}, Restarts, k00B},
        {"+COPS=2 stuck, cleared by the reboot", {"AT+COPS=2"}, {}, Resumes, k00B},
    };
    return kRows;
}

}  // namespace

TEST_CASE("What interrupts a download decides whether it goes on or begins anew",
          "[spec-02][ufota][r01-2.2.2][firmware-update-2.5]") {
    const std::size_t row = GENERATE(range(std::size_t{0}, std::size_t{10}));
    REQUIRE(interruptions().size() == 10);
    const Interruption& interruption = interruptions()[row];
    INFO(interruption.name);
    const products::Product& product = *products::find_product(interruption.product);
    UfotaBench bench(world_with({}, product), product);
    bench.download_until(10);
    for (const std::string& line : interruption.commands) bench.tell(line);
    bench.dte.take_bytes();
    bench.restart();
    for (const std::string& line : interruption.after_boot) REQUIRE(bench.dte.ask(line) == "OK");
    bench.run_until_registered();
    bench.run_for(2min);
    const Statuses statuses = bench.statuses();
    switch (interruption.then) {
        case Interruption::Then::Restarts:
            REQUIRE(statuses.size() == 101);
            CHECK(statuses.at(0) == "1,0,0");
            CHECK(statuses.at(1) == "0,1,1");
            break;
        case Interruption::Then::Resumes:
            REQUIRE_FALSE(statuses.empty());
            CHECK(percent_of(statuses.at(0)) >= 10);
            CHECK(percent_of(statuses.at(0)) <= 12);
            break;
        case Interruption::Then::StaysPaused:
            CHECK(statuses.empty());
            CHECK(bench.dte.ask("AT+UFOTA?").starts_with("+UFOTA: 1,400000,4"));
            return;
    }
    CHECK(statuses.back() == "2,2,100");
    CHECK(bench.has_whole_package());
}

TEST_CASE("A power loss while nothing is kept begins anew even in the middle of the rest",
          "[spec-02][ufota][r01-2.2.2]") {
    UfotaBench bench;
    bench.download_until(10);
    bench.tell("AT+UFOTA=1");
    bench.tell("AT+UFOTA=2");
    bench.run_until_received("+UFOTASTAT: 0,1,20\r\n");
    bench.dte.take_bytes();
    bench.restart();
    bench.run_for(3min);
    const Statuses statuses = bench.statuses();
    REQUIRE(statuses.size() == 101);
    CHECK(statuses.at(0) == "1,0,0");
    CHECK(statuses.back() == "2,2,100");
    CHECK(bench.has_whole_package());
}

TEST_CASE("A radio that the host switched off takes a reboot to download on",
          "[spec-02][ufota][r01-2.2.2]") {
    const std::string off = GENERATE(as<std::string>{}, "AT+COPS=2", "AT+CFUN=0", "AT+CFUN=4");
    const std::string on = off == "AT+COPS=2" ? "AT+COPS=0" : "AT+CFUN=1";
    UfotaBench bench;
    bench.download_until(10);
    REQUIRE(bench.dte.ask(off) == "OK");
    CHECK(bench.download().phase() == DownloadState::Stalled);
    REQUIRE(bench.dte.ask(on) == "OK");
    bench.run_until_registered();
    bench.dte.take_bytes();
    bench.run_for(20min);
    CHECK(bench.statuses().empty());
    bench.restart();
    bench.run_for(2min);
    const Statuses statuses = bench.statuses();
    REQUIRE_FALSE(statuses.empty());
    CHECK(percent_of(statuses.at(0)) >= 10);
    CHECK(statuses.back() == "2,2,100");
    CHECK(bench.has_whole_package());
}

TEST_CASE("After a signal loss the download goes on at one of four times",
          "[spec-02][ufota][r01-2.2.2]") {
    struct Attempt {
        Duration outage;
        double at;  ///< seconds after the loss
    };
    const auto attempt =
        GENERATE(Attempt{30s, 60}, Attempt{100s, 180}, Attempt{300s, 360}, Attempt{500s, 600});
    UfotaBench bench(world_with({{.from = 20s, .length = attempt.outage}}));
    REQUIRE(bench.offer());
    bench.run_for(Time(20s) - bench.kernel.scheduler.now() + 1s);
    REQUIRE(bench.download().phase() == DownloadState::Retrying);
    const int before = percent_of(bench.statuses().back());
    bench.run_until_received("+UFOTASTAT: 0,1,", 11min);
    bench.run_for(5ms);
    CHECK(bench.seconds() - 20 == Approx(attempt.at).margin(2));
    CHECK(bench.statuses() == Statuses{"0,1," + std::to_string(before)});
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    CHECK(bench.has_whole_package());
}

TEST_CASE("Ten minutes without signal are the end of the download", "[spec-02][ufota][r01-2.2.2]") {
    UfotaBench bench(world_with({{.from = 20s, .length = 11min}}));
    REQUIRE(bench.offer());
    bench.run_for(Time(20s) - bench.kernel.scheduler.now() + 599s);
    CHECK(bench.statuses().back().starts_with("0,1,"));
    bench.run_for(2s);
    CHECK(bench.statuses() == Statuses{"2,3,105"});
    CHECK(bench.download().state() == FirmwareState::Idle);
    CHECK(bench.download().result() == FirmwareResult::ConnectionLost);
    CHECK_FALSE(bench.device->exclusion.active());
    bench.run_for(10min);
    CHECK(bench.statuses().empty());
}
