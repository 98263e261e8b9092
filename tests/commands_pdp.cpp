#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

/// A registered module with +CMEE=2 and without echo.
struct PdpBench : Bench {
    explicit PdpBench(const BenchWorld& world = {},
                      const products::Product& of = products::default_product())
        : Bench(world, of) {
        dte.ask("ATE0+CMEE=2");
        run_until_registered();
    }
};

BenchWorld dual_stack() {
    network::NetworkSpec spec;
    spec.ipv6 = "2001:db8::2";
    spec.dns = {"10.0.0.1", "2001:db8::1"};
    return {.network = spec};
}

}  // namespace

TEST_CASE("+CGDCONT defines contexts and shows what the network makes of them",
          "[network][pdp][at-commands-2.6]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.dte.ask("AT+CGDCONT?") ==
          "+CGDCONT: 1,\"IPV4V6\",\"\",\"0.0.0.0 0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0\","
          "0,0,0,2,0,0,0,0,0,0");
    CHECK(bench.dte.ask("AT+CGDCONT=1,\"IP\",\"apn\"") == "OK");
    CHECK(bench.dte.ask("AT+CGDCONT=2,\"IPV6\",\"other\"") == "OK");
    CHECK(bench.dte.ask("AT+CGDCONT=12,\"IP\",\"apn\"") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+CGDCONT=1,\"PPP\",\"apn\"") == "+CME ERROR: operation not supported");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+CGDCONT?") ==
          "+CGDCONT: 1,\"IP\",\"apn.mnc001.mcc001.gprs\",\"10.0.0.2\",0,0,0,0,0,0\r\n"
          "+CGDCONT: 2,\"IPV6\",\"other\",\"0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0\",0,0,0,2,0,0,0,0,0,0");
    CHECK(bench.dte.ask("AT+CGDCONT=1,\"IP\",\"apn\"") == "OK");
    CHECK(bench.dte.ask("AT+CGDCONT=1,\"IP\",\"new\"") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+CGDCONT=1") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+CGDCONT=2") == "OK");
    bench.reboot();
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.dte.ask("AT+CGDCONT?") ==
          "+CGDCONT: 1,\"IP\",\"apn\",\"0.0.0.0\",0,0,0,2,0,0,0,0,0,0");
}

TEST_CASE("A dual-stack network gives both addresses", "[network][pdp][at-commands-2.6]") {
    PdpBench bench(dual_stack());
    CHECK(bench.dte.ask("AT+CGPADDR=1") ==
          "+CGPADDR: 1,\"10.0.0.2\",\"32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.2\"");
    CHECK(bench.dte.ask("AT+CGDCONT?") ==
          "+CGDCONT: 1,\"IPV4V6\",\"internet.mnc001.mcc001.gprs\","
          "\"10.0.0.2 32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.2\",0,0,0,0,0,0");
    CHECK(bench.dte.ask("AT+CGCONTRDP=1") ==
          "+CGCONTRDP: 1,5,\"internet.mnc001.mcc001.gprs\",\"10.0.0.2.255.255.255.0\","
          "\"10.0.0.2\",\"10.0.0.1\",\"\"\r\n"
          "+CGCONTRDP: 1,5,\"internet.mnc001.mcc001.gprs\","
          "\"32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.2.255.255.255.255.255.255.255.255.0.0.0.0.0.0.0.0\","
          "\"32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.2\",\"32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1\",\"\"");
}

TEST_CASE("+CGACT brings contexts up and down", "[network][pdp][at-commands-2.6]") {
    PdpBench bench;
    bench.dte.ask("AT+CGEREP=1");
    CHECK(bench.dte.ask("AT+CGACT?") == "+CGACT: 1,1");
    CHECK(bench.dte.ask("AT+CGACT=0,1") == "+CME ERROR: Last PDN disconnection not allowed");
    CHECK(bench.dte.ask("AT+CGACT=1,2") == "+CME ERROR: Unknown PDP context");
    bench.dte.ask("AT+CGDCONT=2,\"IP\",\"other\"");
    bench.dte.take_bytes();
    bench.dte.send("AT+CGACT=1,2\r");
    bench.run_until_received("OK\r\n\r\n+CGEV: ME PDN ACT 2\r\n");
    CHECK(bench.dte.ask("AT+CGACT?") == "+CGACT: 1,1\r\n+CGACT: 2,1");
    CHECK(bench.dte.ask("AT+CGPADDR=2") == "+CGPADDR: 2,\"10.0.0.3\"");
    bench.dte.send("AT+CGACT=0,2\r");
    bench.run_until_received("OK\r\n\r\n+CGEV: ME PDN DEACT 2\r\n");
    CHECK(bench.dte.ask("AT+CGPADDR=2") == "+CGPADDR: 2");
    bench.dte.ask("AT+CGDCONT=3,\"IPV6\",\"six\"");
    CHECK(bench.dte.ask("AT+CGACT=1,3") == "+CME ERROR: Requested service option not subscribed");
    bench.dte.ask("AT+CFUN=4");
    CHECK(bench.dte.ask("AT+CGACT=1,1") == "+CME ERROR: no network service");
}

TEST_CASE("+CGATT detaches and attaches", "[network][pdp][at-commands-2.6]") {
    PdpBench bench;
    CHECK(bench.dte.ask("AT+CGATT=0") == "OK");
    CHECK(bench.dte.ask("AT+CGATT?") == "+CGATT: 0");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,0");
    CHECK(bench.dte.ask("AT+CGATT=1") == "OK");
    CHECK(bench.dte.ask("AT+CGATT?") == "+CGATT: 1");
    bench.dte.ask("AT+CFUN=4");
    CHECK(bench.dte.ask("AT+CGATT=1") == "+CME ERROR: no network service");
}

TEST_CASE("A byte aborts +CGACT, +CGATT and +UPSDA, and all stays as it was",
          "[network][pdp][at-syntax-5]") {
    PdpBench bench;
    bench.dte.ask("AT+CGDCONT=2,\"IP\",\"other\"");
    struct Row {
        std::string command;
        std::string question;
    };
    const auto row = GENERATE(values<Row>({{"AT+CGACT=1,2\r", "AT+CGACT?"},
                                           {"AT+CGATT=0\r", "AT+CGATT?"},
                                           {"AT+UPSDA=0,3\r", "AT+UPSND=0,8"}}));
    const std::string before = bench.dte.ask(row.question);
    bench.dte.send(row.command);
    bench.run_for(100ms);
    bench.dte.send("X");
    bench.run_for(1s);
    CHECK_THAT(bench.dte.take_bytes(), Catch::Contains("+CME ERROR: Command aborted"));
    CHECK(bench.dte.ask(row.question) == before);
}

TEST_CASE("+CGEREP keeps events until they are wanted", "[network][pdp][module-behaviour-9.4]") {
    const bool sends = GENERATE(true, false);
    PdpBench bench;
    bench.dte.take_bytes();
    bench.dte.send(sends ? "AT+CGEREP=1,1\r" : "AT+CGEREP=1,0\r");
    bench.run_for(1s);
    CHECK((bench.dte.take_bytes().find("+CGEV: ME PDN ACT 1") != std::string::npos) == sends);
}

TEST_CASE("+UAUTHREQ wants user and password, and no registration for cid 1",
          "[network][pdp][ad-7.3.1]") {
    PdpBench bench;
    CHECK(bench.dte.ask("AT+UAUTHREQ=2,1,\"user\",\"secret\"") == "OK");
    CHECK(bench.dte.ask("AT+UAUTHREQ=2,1") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UAUTHREQ=1,0,\"\",\"\"") == "+CME ERROR: operation not allowed");
    bench.dte.ask("AT+CFUN=4");
    CHECK(bench.dte.ask("AT+UAUTHREQ=1,0,\"\",\"\"") == "OK");
}

TEST_CASE("A profile goes up over its context and comes down with it",
          "[network][psd][module-behaviour-10]") {
    PdpBench bench;
    CHECK(bench.dte.ask("AT+UPSND=0,8") == "+UPSND: 0,8,0");
    CHECK(bench.dte.ask("AT+UPSND=0,0") == "+UPSND: 0,0,\"\"");
    CHECK(bench.dte.ask("AT+UPSD=0,0,0") == "OK");
    CHECK(bench.dte.ask("AT+UPSD=0,100,1") == "OK");
    CHECK(bench.dte.ask("AT+UPSD=0,100") == "+UPSD: 0,100,1");
    bench.dte.send("AT+UPSDA=0,3\r");
    bench.run_until_received("OK\r\n\r\n+UUPSDA: 0,\"10.0.0.2\"\r\n");
    CHECK(bench.device->psd.is_up());
    CHECK(bench.dte.ask("AT+UPSND=0,8") == "+UPSND: 0,8,1");
    CHECK(bench.dte.ask("AT+UPSND=0,0") == "+UPSND: 0,0,\"10.0.0.2\"");
    CHECK(bench.dte.ask("AT+UPSND=0,1") == "+UPSND: 0,1,\"10.0.0.1\"");
    CHECK(bench.dte.ask("AT+UPSDA=0,3") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UPSDA=1,3") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UPSD=0,0,1") == "+CME ERROR: operation not allowed");
    SECTION("by the host") {
        CHECK(bench.dte.ask("AT+UPSDA=0,4") == "OK");
        CHECK(bench.dte.ask("AT+UPSDA=0,4") == "+CME ERROR: operation not allowed");
    }
    SECTION("with the radio") {
        bench.dte.send("AT+CFUN=4\r");
        bench.run_until_received("+UUPSDD: 0\r\n");
    }
    CHECK_FALSE(bench.device->psd.is_up());
}

TEST_CASE("A profile drops when the network ends its connection",
          "[network][psd][module-behaviour-10]") {
    network::NetworkSpec spec;
    spec.events = {{.at = 30s, .what = network::NetworkEventKind::Deactivate, .cid = 1}};
    PdpBench bench(BenchWorld{.network = spec});
    bench.dte.ask("AT+CGEREP=1");
    bench.dte.ask("AT+UPSD=0,0,0");
    bench.dte.ask("AT+UPSDA=0,3");
    bench.run_until_received("\r\n+UUPSDD: 0\r\n\r\n+CGEV: NW PDN DEACT 1\r\n");
}

TEST_CASE("Types of profile and context have to agree", "[network][psd][ip-2.3.1]") {
    SECTION("01B compares with what the network gave") {
        PdpBench bench;
        CHECK(bench.dte.ask("AT+UPSD=0,0") == "+UPSD: 0,0,2");
        CHECK(bench.dte.ask("AT+UPSDA=0,3") == "+CME ERROR: IP type configuration mismatch");
        bench.dte.ask("AT+UPSD=0,0,0");
        CHECK(bench.dte.ask("AT+UPSDA=0,3") == "OK");
    }
    SECTION("00B compares with what was set") {
        PdpBench bench({}, *products::find_product("SARA-R510M8S-00B-00"));
        CHECK(bench.dte.ask("AT+UPSD=0,0") == "+UPSD: 0,0,0");
        CHECK(bench.dte.ask("AT+UPSDA=0,3") == "+CME ERROR: IP type configuration mismatch");
        bench.dte.ask("AT+UPSD=0,0,2");
        CHECK(bench.dte.ask("AT+UPSDA=0,3") == "OK");
    }
}

TEST_CASE("+UPSD stores, loads and resets its tags", "[network][psd][at-commands-2.6]") {
    PdpBench bench;
    CHECK(bench.dte.ask("AT+UPSD=2") ==
          "+UPSD: 2,0,2\r\n+UPSD: 2,1,\"\"\r\n+UPSD: 2,4,\"0.0.0.0\"\r\n+UPSD: 2,5,\"0.0.0.0\"\r\n"
          "+UPSD: 2,100,1");
    CHECK(bench.dte.ask("AT+UPSD=2,1,\"apn\"") == "OK");
    CHECK(bench.dte.ask("AT+UPSD=2,4,\"9.9.9.9\"") == "OK");
    CHECK(bench.dte.ask("AT+UPSD=2,4,\"x\"") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UPSD=2,0,4") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UPSD=2,3,\"x\"") == "+CME ERROR: operation not supported");
    bench.dte.ask("AT+UPSDA=2,1");
    bench.dte.ask("AT+UPSDA=2,0");
    CHECK(bench.dte.ask("AT+UPSD=2,1") == "+UPSD: 2,1,\"\"");
    bench.dte.ask("AT+UPSDA=2,2");
    CHECK(bench.dte.ask("AT+UPSD=2,1") == "+UPSD: 2,1,\"apn\"");
    bench.dte.ask("AT+UPSD=3,1,\"lost\"");
    bench.reboot();
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.dte.ask("AT+UPSD=2,4") == "+UPSD: 2,4,\"9.9.9.9\"");
    CHECK(bench.dte.ask("AT+UPSD=3,1") == "+UPSD: 3,1,\"\"");
}

TEST_CASE("+UDCONF, +UGCNTRD, +UPORTFWD, +CEMODE keep what they are given",
          "[network][psd][at-commands-1.8]") {
    PdpBench bench;
    CHECK(bench.dte.ask("AT+UDCONF=1") == "+UDCONF: 1,0");
    CHECK(bench.dte.ask("AT+UDCONF=1,1") == "OK");
    CHECK(bench.dte.ask("AT+UGCNTRD") == "OK");
    bench.dte.ask("AT+UPSD=0,0,0");
    bench.dte.ask("AT+UPSDA=0,3");
    bench.run_until_received("+UUPSDA: 0,\"10.0.0.2\"\r\n");
    bench.device->psd.on_traffic(100, 20);
    CHECK(bench.dte.ask("AT+UGCNTRD") == "+UGCNTRD: 1,100,20,100,20");
    CHECK(bench.dte.ask("AT+UGCNTSET=1,0,0") == "OK");
    CHECK(bench.dte.ask("AT+UGCNTRD") == "+UGCNTRD: 1,100,20,0,0");
    CHECK(bench.dte.ask("AT+UPORTFWD=100,1") == "OK");
    CHECK(bench.dte.ask("AT+CEMODE?") == "+CEMODE: 2");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UDCONF=1") == "+UDCONF: 1,1");
}
