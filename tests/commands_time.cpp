#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

BenchWorld world_with_time() {
    network::NetworkSpec spec;
    spec.time = "23/01/31,10:00:00+08";
    return {.network = spec};
}

}  // namespace

TEST_CASE("NITZ sets the clock as +CTZU says", "[network][module-behaviour-12]") {
    Bench bench(world_with_time());
    std::string expected = "+CCLK: \"23/01/31,10:00:";
    SECTION("off") {
        bench.dte.ask("AT+CTZU=0");
        expected = "+CCLK: \"04/01/01,00:00:";
    }
    SECTION("local time, from the factory") {
        CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 1");
    }
    SECTION("UTC") {
        bench.dte.ask("AT+CTZU=2");
        expected = "+CCLK: \"23/01/31,08:00:";
    }
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+CCLK?").starts_with(expected));
}

TEST_CASE("+CTZR reports the network's time", "[network][module-behaviour-9.4]") {
    Bench bench(world_with_time());
    bench.dte.ask("ATE0");
    bench.dte.take_bytes();
    SECTION("zone") {
        bench.dte.ask("AT+CTZR=1");
        bench.run_until_received("\r\n+CTZV: \"+08\"\r\n");
    }
    SECTION("zone and time") {
        bench.dte.ask("AT+CTZR=2");
        bench.run_until_received("\r\n+CTZE: \"+08\",0,\"2023/01/31,10:00:04\"\r\n");
    }
    SECTION("zone and UTC") {
        bench.dte.ask("AT+CTZR=3");
        bench.run_until_received("\r\n+CTZEU: \"+08\",0,\"2023/01/31,08:00:04\"\r\n");
    }
}

TEST_CASE("+CTZU and +CTZR take what they list", "[at-commands-1.2]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CTZU=?") == "+CTZU: (0-2)");
    CHECK(bench.dte.ask("AT+CTZU=0") == "OK");
    CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 0");
    CHECK(bench.dte.ask("AT+CTZU=3") == "ERROR");
    CHECK(bench.dte.ask("AT+CTZR=?") == "+CTZR: (0-3)");
}
