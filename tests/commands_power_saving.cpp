#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("+CPSMS stores what to ask for, +UCPSMS shows what was granted",
          "[network][psm][module-behaviour-11]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CPSMS?") == "+CPSMS: 0,,,\"01100000\",\"00000000\"");
    CHECK(bench.dte.ask("AT+UCPSMS?") == "+UCPSMS: 0");
    bench.run_until_registered();
    bench.dte.ask("ATE0+CEREG=4");
    bench.dte.take_bytes();
    CHECK(bench.dte.ask("AT+CPSMS=1,,,\"10111110\",\"00100010\"") == "OK");
    bench.run_until_received("+CEREG: 1,\"0001\",\"01a2d001\",7,,,\"00100010\",\"10111110\"\r\n");
    CHECK(bench.dte.ask("AT+UCPSMS?") == "+UCPSMS: 1,,,\"10111110\",\"00100010\",1");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CPSMS?") == "+CPSMS: 1,,,\"10111110\",\"00100010\"");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+CPSMS=0") == "OK");
    CHECK(bench.dte.ask("AT+CPSMS?") == "+CPSMS: 0,,,\"10111110\",\"00100010\"");
    CHECK(bench.dte.ask("AT+CPSMS=2") == "OK");
    CHECK(bench.dte.ask("AT+CPSMS?") == "+CPSMS: 0,,,\"01100000\",\"00000000\"");
    CHECK(bench.dte.ask("AT+CPSMS=1,,,\"2\"") == "ERROR");
}

TEST_CASE("A network without PSM grants none", "[network][psm][module-behaviour-11]") {
    network::NetworkSpec spec;
    spec.psm = false;
    Bench bench(BenchWorld{.network = spec});
    bench.dte.ask("AT+CPSMS=1");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+UCPSMS?") == "+UCPSMS: 0");
}

TEST_CASE("+CEDRXS asks for eDRX, +CEDRXRDP shows what is in force",
          "[network][edrx][module-behaviour-11]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CEDRXS?") ==
          "+CEDRXS: 4,\"0101\",\"0001\"\r\n+CEDRXS: 5,\"0101\",\"0001\"");
    CHECK(bench.dte.ask("AT+CEDRXRDP") == "+CEDRXRDP: 0,\"\",\"\",\"\"");
    CHECK(bench.dte.ask("ATE0+CEDRXS=2,4,\"1010\"") == "OK");
    CHECK(bench.dte.ask("AT+CEDRXS?").starts_with("+CEDRXS: 4,\"1010\",\"0001\""));
    bench.dte.take_bytes();
    bench.run_until_received("\r\n+CEDRXP: 4,\"1010\",\"1010\",\"0001\"\r\n");
    CHECK(bench.dte.ask("AT+CEDRXRDP") == "+CEDRXRDP: 4,\"1010\",\"1010\",\"0001\"");
    CHECK(bench.dte.ask("AT+CEDRXS=1,4,\"10\"") == "ERROR");
    CHECK(bench.dte.ask("AT+CEDRXS=3") == "OK");
    CHECK(bench.dte.ask("AT+CEDRXS?").starts_with("+CEDRXS: 4,\"0101\",\"0001\""));
    CHECK(bench.dte.ask("AT+CEDRXRDP") == "+CEDRXRDP: 0,\"\",\"\",\"\"");
}

TEST_CASE("+UPSMR and +UPSMVER are stored", "[network][psm][module-behaviour-11]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+UPSMR?") == "+UPSMR: 0");
    CHECK(bench.dte.ask("AT+UPSMVER?") == "+UPSMVER: 8");
    CHECK(bench.dte.ask("AT+UPSMR=1") == "OK");
    CHECK(bench.dte.ask("AT+UPSMVER=24") == "OK");
    CHECK(bench.dte.ask("AT+UPSMVER=32") == "ERROR");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UPSMR?") == "+UPSMR: 1");
    CHECK(bench.dte.ask("AT+UPSMVER?") == "+UPSMVER: 24");
}
