// Section 2 of the note: object 5 as the server sees it, and the servers that bring no package.
#include "models/ufota/installation_outcome.hpp"
#include "tests/support/ufota_bench.hpp"

#include <algorithm>
#include <string>

using namespace sara;
using namespace sara::test;
using lwm2m::FirmwareResult;
using lwm2m::FirmwareState;
using ufota::DownloadState;

TEST_CASE("URIs that lead nowhere", "[spec-02][ufota][lwm2m-5]") {
    struct Row {
        std::string uri;
        std::string status;
        FirmwareResult result;
    };
    const auto row = GENERATE(values<Row>({
        {"ftp://fw.org/p", "2,3,104", FirmwareResult::Protocol},
        {"no url", "2,3,104", FirmwareResult::InvalidUri},
        {"http://", "2,3,104", FirmwareResult::InvalidUri},
        {"http://fw.org:0/p", "2,3,104", FirmwareResult::InvalidUri},
        {"http://nobody.org/p", "2,3,104", FirmwareResult::InvalidUri},
        {"http://fw.org/missing", "2,3,104", FirmwareResult::InvalidUri},
        {"https://fw.org:80/p", "2,3,102", FirmwareResult::ConnectionLost},
    }));
    INFO(row.uri);
    UfotaBench bench;
    REQUIRE(bench.offer(row.uri));
    bench.run_for(30s);
    const Statuses statuses = bench.statuses();
    REQUIRE_FALSE(statuses.empty());
    CHECK(statuses.back() == row.status);
    CHECK(bench.download().state() == FirmwareState::Idle);
    CHECK(bench.download().result() == row.result);
}

TEST_CASE("A server that answers with an error gives no package",
          "[spec-02][ufota][firmware-update-2.4]") {
    BenchWorld world = world_with();
    world.network.servers[0].http->paths["/p"].status = 503;
    UfotaBench bench(world);
    REQUIRE(bench.offer());
    bench.run_for(10s);
    CHECK(bench.statuses() == Statuses{"1,0,0", "2,3,102"});
    CHECK(bench.download().result() == FirmwareResult::ConnectionLost);
}

TEST_CASE("A package that does not fit ends the download",
          "[spec-02][ufota][firmware-update-2.4]") {
    BenchWorld world = world_with();
    world.profile.foat_area_bytes = 300'000;
    UfotaBench bench(world);
    REQUIRE(bench.offer());
    bench.run_for(10s);
    CHECK(bench.statuses() == Statuses{"1,0,0", "2,3,101"});
    CHECK(bench.download().result() == FirmwareResult::FlashFull);
}

TEST_CASE("A server without ranges sends everything again",
          "[spec-02][ufota][firmware-update-2.4]") {
    BenchWorld world = world_with();
    world.network.servers[0].http->ranges = false;
    UfotaBench bench(world);
    bench.download_until(10);
    bench.tell("AT+UFOTA=1");
    bench.tell("AT+UFOTA=2");
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    const Statuses statuses = bench.statuses();
    CHECK(std::ranges::find(statuses, "0,1,0") != statuses.end());
    CHECK(bench.has_whole_package());
}

TEST_CASE("A connection that breaks is tried again, and the rest asked for",
          "[spec-02][ufota][r01-2.2.2]") {
    BenchWorld world = world_with();
    world.network.servers[0].http->paths["/p"].cut_after = 300'000;
    UfotaBench bench(world);
    REQUIRE(bench.offer());
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    CHECK(bench.seconds() > 80);  // 25 s, a minute's wait, 8 s
    CHECK(bench.has_whole_package());
}

TEST_CASE("The server takes its URI back, or writes another", "[spec-02][ufota][lwm2m-5]") {
    UfotaBench bench;
    bench.download_until(10);
    bench.dte.take_bytes();
    SECTION("an empty one drops what came") {
        REQUIRE(bench.offer(""));
        CHECK(bench.download().state() == FirmwareState::Idle);
        CHECK(bench.download().result() == FirmwareResult::Initial);
        CHECK(bench.storage->files.list(storage::Tag::Foat).empty());
        bench.run_for(5min);
        CHECK(bench.statuses().empty());
    }
    SECTION("another one begins anew") {
        REQUIRE(bench.offer("http://fw.org:80/p"));
        bench.run_for(5s);
        const Statuses statuses = bench.statuses();
        CHECK(statuses.at(0) == "1,0,0");
        CHECK(statuses.at(1) == "0,1,1");
    }
    SECTION("the same one changes nothing") {
        REQUIRE(bench.offer());
        bench.run_for(5s);
        CHECK(percent_of(bench.statuses().at(0)) == 11);
    }
}

TEST_CASE("Execute installs what the server brought, once it is there",
          "[spec-02][ufota][r01-2.1][r01-2.4]") {
    UfotaBench bench;
    CHECK_FALSE(bench.download().execute_update(kUfotaServer));
    REQUIRE(bench.offer());
    CHECK_FALSE(bench.download().execute_update(kUfotaServer));
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    CHECK(bench.dte.ask("AT+UFWINSTALL") == "+CME ERROR: operation not allowed");
    SECTION("in silence") {
        CHECK(bench.download().execute_update(kUfotaServer));
        CHECK(bench.control.what == "uFOTA in silence");
    }
    SECTION("with URCs, where +UFWINSTALL=,,,1 asked for them") {
        REQUIRE(bench.dte.ask("AT+UFWINSTALL=,,,1") == "OK");
        CHECK(bench.download().execute_update(kUfotaServer));
        CHECK(bench.control.what == "uFOTA 1 at 115200");
    }
    CHECK(bench.download().state() == FirmwareState::Updating);
    CHECK_FALSE(bench.download().execute_update(kUfotaServer));
    CHECK_FALSE(bench.offer(""));
}

TEST_CASE("Download only: the host installs, and the server may not",
          "[spec-02][ufota][r03-3.4.1]") {
    UfotaBench bench;
    REQUIRE(bench.dte.ask("AT+UFOTACONFIG=721,1,255") == "OK");
    REQUIRE(bench.offer());
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    CHECK(bench.download().state() == FirmwareState::Downloaded);
    CHECK_FALSE(bench.download().execute_update(kUfotaServer));
    bench.reboot();
    bench.run_for(1s);
    CHECK(bench.download().phase() == DownloadState::DownloadedForHost);
    CHECK(bench.dte.ask("AT+UFWINSTALL=1,460800") == "OK");
    bench.run_for(1s);
    CHECK(bench.control.what == "uFOTA 1 at 460800");
    CHECK(bench.download().state() == FirmwareState::Updating);
}

// --- what becomes of it

TEST_CASE("After an installation object 5 says how it ended", "[spec-02][ufota][lwm2m-9]") {
    struct Row {
        int code;
        FirmwareState state;
        FirmwareResult result;
    };
    const auto row = GENERATE(values<Row>({
        {128, FirmwareState::Idle, FirmwareResult::Success},
        {173, FirmwareState::Downloaded, FirmwareResult::Integrity},
        {148, FirmwareState::Downloaded, FirmwareResult::Integrity},
        {168, FirmwareState::Downloaded, FirmwareResult::PackageType},
        {158, FirmwareState::Downloaded, FirmwareResult::PackageType},
        {160, FirmwareState::Downloaded, FirmwareResult::UpdateFailed},
    }));
    INFO(row.code);
    UfotaBench bench;
    REQUIRE(bench.offer());
    bench.run_until_received("+UFOTASTAT: 2,2,100\r\n");
    REQUIRE(bench.download().execute_update(kUfotaServer));
    storage::JournalState journal = bench.storage->journal.state();
    journal.last_result = {storage::UpdateMethod::Ufota, row.code};
    REQUIRE(bench.storage->journal.update(journal));
    if (row.code == 128) REQUIRE(bench.storage->nvm.restore_factory());
    for (int boot = 0; boot < 2; ++boot) {
        bench.reboot();
        bench.run_for(1s);
        CHECK(bench.download().state() == row.state);
        CHECK(bench.download().result() == row.result);
    }
    REQUIRE(bench.offer());
    CHECK(bench.download().result() == FirmwareResult::Initial);
}

TEST_CASE("An update by another method leaves object 5 as in the factory",
          "[spec-02][ufota][lwm2m-9]") {
    storage::JournalState journal;
    journal.last_result = {storage::UpdateMethod::Ufwinstall, 128};
    CHECK_FALSE(ufota::installation_outcome(journal));
}

TEST_CASE("Other downloads keep uFOTA from beginning", "[spec-02][ufota][exclusion][r01-b]") {
    const auto active = GENERATE(Download::Ftp, Download::Http, Download::Udwnfile);
    UfotaBench bench;
    auto token = bench.device->exclusion.begin(active);
    REQUIRE(bench.offer());
    bench.run_for(1s);
    CHECK(bench.statuses() == Statuses{"2,3,101"});
    CHECK(bench.download().result() == FirmwareResult::FlashFull);
    CHECK(bench.device->exclusion.active() == active);
}

TEST_CASE("A request that is accepted while other firmware comes is refused",
          "[spec-02][ufota][exclusion][r01-b]") {
    UfotaBench bench;
    REQUIRE(bench.dte.ask("AT+UFOTACONFIG=721,2,255") == "OK");
    REQUIRE(bench.offer());
    auto token = bench.device->exclusion.begin(Download::Http);
    bench.tell("AT+UFOTAACK=1");
    bench.run_for(2s);
    CHECK(bench.statuses().back() == "2,3,101");
}
