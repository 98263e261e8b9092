#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

BenchWorld two_networks() {
    network::NetworkSpec spec;
    spec.cells = {{.plmn = "22210", .rsrp = 60}, {.plmn = "22201"}};
    return {.network = spec, .sim = {.home = "22210"}};
}

}  // namespace

TEST_CASE("+COPS? names the network in the format asked for", "[network][module-behaviour-9.3]") {
    Bench bench(two_networks());
    bench.run_for(2s);
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,0,\"Vodafone IT\",7");
    CHECK(bench.dte.ask("AT+COPS=3,1") == "OK");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,1,\"voda IT\",7");
    CHECK(bench.dte.ask("AT+COPS=3,2") == "OK");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,2,\"22210\",7");
}

TEST_CASE("+COPS=1 answers when it is registered, or cannot be",
          "[network][module-behaviour-9.3]") {
    Bench bench(two_networks());
    bench.dte.ask("AT+CMEE=2");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+COPS=1,2,\"22201\"") == "OK");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 1,0,\"TIM\",7");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,5");
    CHECK(bench.dte.ask("AT+COPS=1,0,\"Vodafone IT\"") == "OK");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,1");
    CHECK(bench.dte.ask("AT+COPS=1,2,\"99999\"") == "+CME ERROR: no network service");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 1");
    CHECK(bench.dte.ask("AT+COPS=1") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+COPS=4,2,\"99999\"") == "OK");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,1");
    CHECK(bench.dte.ask("AT+COPS=0") == "OK");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,0,\"Vodafone IT\",7");
}

TEST_CASE("+COPS=2 stays off the network, and after a reboot if stored", "[network][ad-7.3]") {
    Bench bench;
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+COPS=2") == "OK");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 2");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,0");
    SECTION("not stored") {
        bench.reboot();
        bench.run_until_registered();
    }
    SECTION("stored") {
        bench.dte.ask("AT&W");
        bench.reboot();
        bench.run_for(60s);
        CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 2");
        CHECK(bench.dte.ask("AT+COPS=0") == "OK");
        CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,1");
    }
}

TEST_CASE("+COPS=? lists the networks on the air", "[network][module-behaviour-9.3]") {
    Bench bench(two_networks());
    bench.run_until_registered();
    const Time asked = bench.kernel.scheduler.now();
    CHECK(bench.dte.ask("AT+COPS=?") ==
          "+COPS: (2,\"Vodafone IT\",\"voda IT\",\"22210\",7),(1,\"TIM\",\"TIM\",\"22201\",7),,"
          "(0,1,2,3,4,5,6),(0,1,2)");
    CHECK(bench.kernel.scheduler.now() - asked > 40s);
    CHECK(bench.dte.ask("AT+COPS=5") == "222,10,1,1a2d001,1,60,20\r\n222,01,1,1a2d001,1,50,20");
    bench.dte.ask("AT+CFUN=4");
    CHECK(bench.dte.ask("AT+COPS=?") == "ERROR");
}

TEST_CASE("A byte stops a scan", "[network][module-behaviour-9.3]") {
    Bench bench;
    bench.run_until_registered();
    bench.dte.ask("ATE0");
    bench.dte.send("AT+COPS=?\r");
    bench.run_for(5s);
    bench.dte.send("x");
    bench.run_until_received("ABORTED", 1s);
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,0,\"Test PLMN 1-1\",7");
}

TEST_CASE("+COPN lists what the module knows by name", "[network][at-commands-1.4]") {
    Bench bench;
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+COPN").find("+COPN: \"22210\",\"Vodafone IT\"\r\n") !=
          std::string::npos);
    CHECK(bench.dte.ask("AT+CPLS?") == "+CPLS: 0");
}
