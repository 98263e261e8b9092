#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

using namespace sara;
using namespace sara::test;

TEST_CASE("Signal is known while registered", "[network][at-commands-2.3]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CSQ") == "+CSQ: 99,99");
    CHECK(bench.dte.ask("AT+CESQ") == "+CESQ: 99,99,255,255,255,255");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+CSQ") == "+CSQ: 18,99");
    CHECK(bench.dte.ask("AT+CSQ=?") == "+CSQ: (0-31,99),(0-7,99)");
    CHECK(bench.dte.ask("AT+CESQ") == "+CESQ: 99,99,255,255,20,50");
}

TEST_CASE("+UCGED prints the serving cell in three lines", "[network][at-commands-2.4]") {
    network::NetworkSpec spec;
    spec.cells = {{.tac = "e8fe",
                   .ci = "1a2d001",
                   .earfcn = 2525,
                   .band = 5,
                   .pci = 1,
                   .rsrp = 28,
                   .rsrq = 31}};
    Bench bench(BenchWorld{.network = spec});
    CHECK(bench.dte.ask("AT+UCGED?") == "+UCGED: 2");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+UCGED=2") == "OK");
    CHECK(bench.dte.ask("AT+UCGED?") ==
          "+UCGED: 2\r\n6,4,001,01\r\n"
          "2525,5,50,50,e8fe,1a2d001,1,d60814d1,8001,01,28,31,13.75,3,1,10,28,-50,-6,0,255,255,0");
}

TEST_CASE("Indicators follow the network", "[network][module-behaviour-12]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CIND?") == "+CIND: 5,99,0,0,0,0,0,0,0,0,0,1");
    CHECK(bench.dte.ask("AT+CIND=?").starts_with("+CIND: (\"battchg\",(0-5)),(\"signal\",(0-5))"));
    CHECK(bench.dte.ask("ATE0+CMER=1,0,0,2,1") == "OK");
    bench.dte.take_bytes();
    bench.run_for(10s);
    CHECK(bench.dte.take_bytes() == "\r\n+CIEV: 2,3\r\n\r\n+CIEV: 3,1\r\n\r\n+CIEV: 9,2\r\n");
    CHECK(bench.dte.ask("AT+CIND?") == "+CIND: 5,3,1,0,0,0,0,0,2,0,0,1");
}

TEST_CASE("Indicators follow the messages", "[sms][module-behaviour-12]") {
    Bench bench;
    bench.run_until_registered();
    CHECK(bench.dte.ask("ATE0+CMER=1,0,0,1") == "OK");
    bench.dte.take_bytes();
    auto& store = bench.device->parts.storage.sms;
    const auto place = store.add(storage::SmsMemory::Me, {storage::SmsStatus::ReceivedUnread, {}});
    REQUIRE(place);
    bench.run_for(1s);
    CHECK_THAT(bench.dte.take_bytes(), Catch::Contains("+CIEV: 5,1"));
    CHECK(bench.dte.ask("AT+CIND?") == "+CIND: 5,3,1,0,1,0,0,0,2,0,0,1");
    while (!store.is_full(storage::SmsMemory::Sm)) {
        REQUIRE(store.add(storage::SmsMemory::Sm, {storage::SmsStatus::ReceivedRead, {}}));
    }
    store.erase(storage::SmsMemory::Me, *place);
    bench.run_for(1s);
    CHECK_THAT(bench.dte.take_bytes(),
               Catch::Contains("+CIEV: 8,1") && Catch::Contains("+CIEV: 5,0"));
}

TEST_CASE("+UCELLINFO reports the cell at its rate", "[network][at-commands-2.15]") {
    Bench bench;
    bench.run_until_registered();
    bench.run_for(20s);
    const std::string cell = ",1,001,01,1a2d001,1,1,50,20,0,255,255,255,255,255,255";
    CHECK(bench.dte.ask("AT+UCELLINFO?") == "+UCELLINFO: 0" + cell);
    CHECK(bench.dte.ask("ATE0+UCELLINFO=1,5") == "OK");
    bench.dte.take_bytes();
    bench.run_for(6s);
    CHECK(bench.dte.take_bytes() == "\r\n+UCELLINFO: 1" + cell + "\r\n");
    CHECK(bench.dte.ask("AT+UCELLINFO=0") == "OK");
    bench.run_for(20s);
    CHECK(bench.dte.take_bytes().empty());
}

TEST_CASE("The supply is a full battery", "[network][ts-27.007-8.4]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CBC") == "+CBC: 0,100");
    CHECK(bench.dte.ask("AT+CBC=?") == "+CBC: (0-3),(0-100)");
}
