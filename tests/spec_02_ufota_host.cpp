// Section 2 of the note, and R03's 3.3 and 3.4: what the host has to say in a uFOTA download.
#include "models/ufota/campaign_mode.hpp"
#include "tests/support/ufota_bench.hpp"

using namespace sara;
using namespace sara::test;
using lwm2m::FirmwareResult;
using lwm2m::FirmwareState;
using ufota::DownloadState;

TEST_CASE("+UFOTA=0 cancels a download while it comes, and only then",
          "[spec-02][ufota][r01-2.3][r01-2.6.5]") {
    UfotaBench bench;
    CHECK(bench.dte.ask("AT+UFOTA=0") == "+CME ERROR: operation not allowed");
    bench.download_until(10);
    CHECK(bench.dte.exchange("AT+UFOTA=0\r").ends_with("\r\nOK\r\n\r\n+UFOTASTAT: 2,3,100\r\n"));
    CHECK(bench.download().state() == FirmwareState::Idle);
    CHECK(bench.download().result() == FirmwareResult::UpdateFailed);
    CHECK(bench.storage->files.list(storage::Tag::Foat).empty());
    bench.dte.take_bytes();
    CHECK(bench.dte.ask("AT+UFOTA=0") == "+CME ERROR: operation not allowed");
    bench.restart();
    bench.run_for(10min);
    CHECK(bench.statuses().empty());
}

TEST_CASE("The cancellation as R01 prints it is behind a switch", "[spec-02][ufota][r01-2.3]") {
    BenchWorld world = world_with();
    world.profile.ufota_cancel_as_r01 = true;
    UfotaBench bench(world);
    bench.download_until(10);
    bench.dte.take_bytes();
    bench.tell("AT+UFOTA=0");
    bench.run_for(1s);
    CHECK(bench.dte.received().ends_with("+UFOTASTAT: 3,3,100\r\n"));
}

TEST_CASE("The host pauses and resumes a download", "[spec-02][ufota][r03-3.3]") {
    UfotaBench bench;
    CHECK(bench.dte.ask("AT+UFOTA?") == "+UFOTA: 0,0,0");
    CHECK(bench.dte.ask("AT+UFOTA=1") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UFOTA=2") == "+CME ERROR: operation not allowed");
    bench.download_until(10);
    CHECK(bench.dte.ask("AT+UFOTA?").starts_with("+UFOTA: 2,400000,4"));
    bench.dte.take_bytes();
    CHECK(bench.dte.exchange("AT+UFOTA=1\r") == "\r\nOK\r\n\r\n+UFOTASTAT: 0,2,10\r\n");
    bench.dte.take_bytes();
    bench.run_for(1h);
    CHECK(bench.statuses().empty());
    CHECK(bench.device->exclusion.active() == Download::Ufota);
    CHECK(bench.dte.ask("AT+UFOTA?").starts_with("+UFOTA: 1,400000,4"));
    CHECK(bench.dte.ask("AT+UFOTA=0") == "+CME ERROR: operation not allowed");
    bench.dte.take_bytes();
    bench.tell("AT+UFOTA=2");
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    const Statuses statuses = bench.statuses();
    CHECK(statuses.at(0) == "1,0,0");
    CHECK(statuses.at(1) == "0,1,10");
    CHECK(bench.has_whole_package());
}

TEST_CASE("A pause outlives the power; resumed before there is a network, it waits for it",
          "[spec-02][ufota][r03-3.3]") {
    UfotaBench bench;
    bench.download_until(10);
    bench.tell("AT+UFOTA=1");
    bench.reboot();
    bench.run_for(1s);
    CHECK(bench.download().phase() == DownloadState::Paused);
    bench.dte.take_bytes();
    bench.tell("AT+UFOTA=2");
    CHECK(bench.download().phase() == DownloadState::AwaitingNetwork);
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    const Statuses statuses = bench.statuses();
    CHECK(statuses.at(0) == "1,0,0");
    CHECK(percent_of(statuses.at(1)) == 10);
    CHECK(bench.has_whole_package());
}

TEST_CASE("Waiting for the host's word: accepted, rejected, or an hour over",
          "[spec-02][ufota][r03-3.4.2]") {
    UfotaBench bench;
    CHECK(bench.dte.ask("AT+UFOTAACK=10") == "+CME ERROR: operation not allowed");
    REQUIRE(bench.dte.ask("AT+UFOTACONFIG=721,2,255") == "OK");
    bench.dte.take_bytes();
    REQUIRE(bench.offer());
    bench.run_for(1s);
    REQUIRE(bench.statuses() == Statuses{"0,3,0"});
    CHECK(bench.download().state() == FirmwareState::Idle);
    SECTION("accepted, in 20 s") {
        bench.tell("AT+UFOTAACK=20");
        bench.run_for(19s);
        CHECK(bench.statuses().empty());
        bench.run_for(2s);
        CHECK(bench.statuses().at(0) == "1,0,0");
        CHECK(bench.download().state() == FirmwareState::Downloading);
    }
    SECTION("rejected") {
        CHECK(bench.dte.exchange("AT+UFOTAACK=0\r") == "\r\nOK\r\n\r\n+UFOTASTAT: 2,3,100\r\n");
        CHECK(bench.download().result() == FirmwareResult::UpdateFailed);
        CHECK(bench.dte.ask("AT+UFOTAACK=0") == "+CME ERROR: operation not allowed");
    }
    SECTION("no answer within an hour") {
        bench.run_for(3597s);
        CHECK(bench.statuses().empty());
        bench.run_for(3s);
        CHECK(bench.statuses().at(0) == "1,0,0");
    }
    SECTION("asked again after a reset") {
        bench.restart();
        bench.run_for(1s);
        CHECK(bench.statuses() == Statuses{"0,3,0"});
    }
}

TEST_CASE("Disabled, the module declines by itself", "[spec-02][ufota][r03-3.4.3]") {
    UfotaBench bench;
    REQUIRE(bench.dte.ask("AT+UFOTACONFIG=721,3,255") == "OK");
    CHECK(bench.dte.ask("AT+UFOTACONFIG?") == "+UFOTACONFIG: 721,3,255");
    bench.dte.take_bytes();
    REQUIRE(bench.offer());
    bench.run_for(1s);
    CHECK(bench.statuses() == Statuses{"1,0,0", "2,3,100"});
    CHECK(bench.download().state() == FirmwareState::Idle);
    CHECK(bench.download().result() == FirmwareResult::UpdateFailed);
}

TEST_CASE("The mode of +UFOTACONFIG is u-blox's server's alone", "[spec-02][ufota][r03-3.4]") {
    UfotaBench bench;
    CHECK(bench.dte.ask("AT+UFOTACONFIG?") == "+UFOTACONFIG: 721,0,255");
    REQUIRE(bench.dte.ask("AT+UFOTACONFIG=721,3,255") == "OK");
    CHECK(ufota::campaign_mode(bench.storage->nvm, 721) == ufota::CampaignMode::Disabled);
    CHECK(ufota::campaign_mode(bench.storage->nvm, 102) == ufota::CampaignMode::Automatic);
    CHECK(bench.dte.ask("AT+UFOTACONFIG=102,1,255") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UFOTACONFIG=721,4,255") == "+CME ERROR: Incorrect parameters");
}

TEST_CASE("00B-00 knows the commands of R01 alone", "[spec-02][ufota][firmware-update-2.8]") {
    const products::Product& product = *products::find_product("SARA-R500S-00B-00");
    UfotaBench bench(world_with({}, product), product);
    CHECK(bench.dte.ask("AT+UFOTA=?") == "+UFOTA: 0");
    CHECK(bench.dte.ask("AT+UFOTA?") == "ERROR");
    CHECK(bench.dte.ask("AT+UFOTACONFIG?") == "ERROR");
    CHECK(bench.dte.ask("AT+UFOTACONFIG=721,1,255") == "ERROR");
    CHECK(bench.dte.ask("AT+UFOTAACK=1") == "ERROR");
    bench.download_until(5);
    CHECK(bench.dte.ask("AT+UFOTA=1") == "+CME ERROR: Incorrect parameters");
    bench.tell("AT+UFOTA=0");
    UfotaBench later;
    CHECK(later.dte.ask("AT+UFOTA=?") == "+UFOTA: (0-2)");
}
