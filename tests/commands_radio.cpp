#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("+UMNOPROF stores a profile unless registered", "[network][module-behaviour-7]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UMNOPROF=100") == "OK");
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
    CHECK(bench.dte.ask("AT+UMNOPROF=38") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+UMNOPROF=1") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UMNOPROF=1,1") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UMNOPROF=1,1,1") == "OK");
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 1,90,1,1");
    CHECK(bench.dte.ask("AT+UMNOPROF=100,0") == "OK");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
    bench.run_until_registered();
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UMNOPROF=90") == "+CME ERROR: operation not allowed");
    bench.dte.ask("AT+COPS=2");
    CHECK(bench.dte.ask("AT+UMNOPROF=90") == "OK");
}

TEST_CASE("Applying a profile resets bands and cid 1; later changes stay",
          "[network][module-behaviour-7]") {
    Bench bench;
    bench.run_for(bench.profile.sim_init);
    bench.dte.ask("AT+CFUN=4");
    bench.dte.ask("AT+CGDCONT=1,\"IP\",\"mine\"");
    bench.dte.ask("AT+UBANDMASK=0,4");
    bench.dte.ask("AT+UMNOPROF=100");
    CHECK(bench.dte.ask("AT+UBANDMASK?") == "+UBANDMASK: 0,4,0,1,185481375,1048642");
    bench.reboot();
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.dte.ask("AT+UBANDMASK?") == "+UBANDMASK: 0,524420,0,1,524420,0");
    CHECK(bench.dte.ask("AT+CGDCONT?").starts_with("+CGDCONT: 1,\"IPV4V6\",\"\""));
    bench.dte.ask("AT+UBANDMASK=0,524288");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UBANDMASK?") == "+UBANDMASK: 0,524288,0,1,524420,0");
}

TEST_CASE("Operators' profiles bring their contexts", "[network][module-behaviour-7]") {
    Bench bench;
    bench.dte.ask("AT+CFUN=4");
    SECTION("AT&T") {
        bench.dte.ask("AT+UMNOPROF=2");
        bench.reboot();
        bench.run_for(bench.profile.sim_init);
        CHECK(bench.dte.ask("AT+UBANDMASK?").starts_with("+UBANDMASK: 0,2074,0"));
        CHECK(bench.dte.ask("AT+CGDCONT?").find("+CGDCONT: 2,\"IPV4V6\",\"attm2mglobal\"") !=
              std::string::npos);
    }
    SECTION("Verizon keeps them") {
        bench.dte.ask("AT+UMNOPROF=3");
        bench.reboot();
        bench.dte.ask("AT+CMEE=2");
        bench.run_for(bench.profile.sim_init);
        CHECK(bench.dte.ask("AT+UBANDMASK?").starts_with("+UBANDMASK: 0,4104,0"));
        CHECK(bench.dte.ask("AT+CGDCONT=3,\"IP\",\"x\"") == "+CME ERROR: operation not allowed");
        CHECK(bench.dte.ask("AT+CGDCONT=8,\"IP\",\"x\"") == "OK");
    }
}

TEST_CASE("With profile 1 the SIM selects, and the module resets to apply it",
          "[network][ad-6.7]") {
    Bench bench(BenchWorld{.sim = {.imsi = "310410123456789"}});
    bench.dte.ask("AT+CFUN=4");
    bench.dte.ask("AT+UMNOPROF=1,1,1");
    bench.reboot();
    bench.dte.ask("AT");
    bench.run_until_received("\r\n+UMNOPROF: 1,2\r\n");
    CHECK(bench.control.what == "reset with SIM");
    bench.control.what.clear();
    bench.reboot();
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.control.what.empty());
    bench.dte.ask("ATE0");
    bench.dte.take_bytes();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 1,2,1,1");
    CHECK(bench.dte.ask("AT+UBANDMASK?").starts_with("+UBANDMASK: 0,2074,0"));
}

TEST_CASE("+URAT and +UBANDMASK decide what the radio hears after a reboot", "[network][ad-7]") {
    network::NetworkSpec spec;
    spec.cells = {{.act = network::AccessTechnology::NbIot, .band = 8}};
    Bench bench(BenchWorld{.network = spec});
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+URAT=?") == "+URAT: (7,8)");
    CHECK(bench.dte.ask("AT+URAT?") == "+URAT: 7");
    CHECK(bench.dte.ask("AT+URAT=8") == "OK");
    CHECK(bench.dte.ask("AT+UBANDMASK=1,128") == "OK");
    CHECK(bench.dte.ask("AT+UBANDMASK=1,0") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UBANDMASK=1,64") == "+CME ERROR: Incorrect parameters");
    bench.run_for(60s);
    CHECK_FALSE(bench.device->registration.is_registered());
    bench.reboot();
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,0,\"Test PLMN 1-1\",8");
    CHECK(bench.dte.ask("AT+UREG?") == "+UREG: 0,9");
}

TEST_CASE("Each RAT keeps its own profile", "[network][module-behaviour-7][ad-6.1]") {
    Bench bench;
    bench.dte.ask("AT+UMNOPROF=100");
    bench.dte.ask("AT+URAT=8");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 90");
    bench.dte.ask("AT+UMNOPROF=31");
    bench.dte.ask("AT+URAT=7");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
    bench.dte.ask("AT+URAT=8");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 31");
}

TEST_CASE("A 00B has no NB-IoT", "[network][ad-7.1]") {
    Bench bench(*products::find_product("SARA-R510M8S-00B-00"));
    CHECK(bench.dte.ask("AT+URAT=?") == "+URAT: (7)");
    CHECK(bench.dte.ask("AT+URAT=8") == "ERROR");
    CHECK(bench.dte.ask("AT+UBANDMASK?") == "+UBANDMASK: 0,185481375,1048642");
    CHECK(bench.dte.ask("AT+UBANDMASK=1,4") == "ERROR");
    CHECK(bench.dte.ask("AT+UPORTFWD=100,1") == "ERROR");
}

TEST_CASE("The wireless stack is E-UTRAN", "[network][ts-27.007-5.9]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+WS46=?") == "(28)");
    CHECK(bench.dte.ask("AT+WS46?") == "28");
    CHECK(bench.dte.ask("AT+WS46=28") == "OK");
    CHECK(bench.dte.ask("AT+WS46=12") == "ERROR");
}
