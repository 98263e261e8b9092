#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

BenchWorld locked_world() {
    return {.sim = {.pin_enabled = true}};
}

/// A bench whose SIM has had its time to start.
struct SimBench : Bench {
    explicit SimBench(const BenchWorld& world = {}) : Bench(world) {
        dte.ask("AT+CMEE=2");
        run_for(profile.sim_init);
    }
    void start_again() {
        reboot();
        dte.ask("AT+CMEE=2");
        run_for(profile.sim_init);
    }
};

}  // namespace

TEST_CASE("A locked SIM asks for its PIN once a session", "[network][sim][module-behaviour-8]") {
    SimBench bench(locked_world());
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: SIM PIN");
    CHECK(bench.dte.ask("AT+CIMI") == "+CME ERROR: SIM PIN required");
    CHECK(bench.dte.ask("AT+CCID") == "+CCID: 89390100002312345678");
    CHECK(bench.dte.ask("AT+CPIN=\"9999\"") == "+CME ERROR: incorrect password");
    CHECK(bench.dte.ask("AT+UPINCNT") == "+UPINCNT: 2,3,10,10");
    CHECK(bench.dte.ask("AT+CPIN=\"1234\"") == "OK");
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: READY");
    CHECK(bench.dte.ask("AT+UPINCNT") == "+UPINCNT: 3,3,10,10");
    CHECK(bench.dte.ask("AT+CPIN=\"1234\"") == "+CME ERROR: operation not allowed");
    bench.start_again();
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: SIM PIN");
}

TEST_CASE("A locked SIM keeps the module off the network", "[network][sim][module-behaviour-8]") {
    SimBench bench(locked_world());
    bench.run_for(60s);
    CHECK_FALSE(bench.device->registration.is_registered());
    bench.dte.ask("AT+CPIN=\"1234\"");
    bench.run_until_registered();
}

TEST_CASE("Three wrong PINs ask for the PUK, over resets", "[network][sim][module-behaviour-8]") {
    SimBench bench(locked_world());
    for (int i = 0; i < 3; ++i) {
        CHECK(bench.dte.ask("AT+CPIN=\"0000\"") == "+CME ERROR: incorrect password");
    }
    bench.start_again();
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: SIM PUK");
    CHECK(bench.dte.ask("AT+CIMI") == "+CME ERROR: SIM PUK required");
    CHECK(bench.dte.ask("AT+CPIN=\"1234\"") == "+CME ERROR: SIM PUK required");
    CHECK(bench.dte.ask("AT+CPIN=\"87654321\",\"4321\"") == "+CME ERROR: incorrect password");
    CHECK(bench.dte.ask("AT+UPINCNT") == "+UPINCNT: 0,3,9,10");
    CHECK(bench.dte.ask("AT+CPIN=\"12345678\",\"4321\"") == "OK");
    CHECK(bench.dte.ask("AT+UPINCNT") == "+UPINCNT: 3,3,10,10");
    bench.start_again();
    CHECK(bench.dte.ask("AT+CPIN=\"4321\"") == "OK");
}

TEST_CASE("Ten wrong PUKs are the end of the SIM", "[network][sim][module-behaviour-8]") {
    SimBench bench({.sim = {.pin_enabled = true, .pin_tries = 0, .puk_tries = 1}});
    CHECK(bench.dte.ask("AT+CPIN=\"00000000\",\"4321\"") == "+CME ERROR: incorrect password");
    CHECK(bench.dte.ask("AT+CPIN?") == "+CME ERROR: SIM blocked");
    CHECK(bench.dte.ask("AT+CPIN=\"12345678\",\"4321\"") == "+CME ERROR: SIM blocked");
}

TEST_CASE("+CLCK locks and unlocks the SIM", "[network][sim][at-commands-1.5]") {
    SimBench bench;
    CHECK(bench.dte.ask("AT+CLCK=?") == "+CLCK: (\"SC\")");
    CHECK(bench.dte.ask("AT+CLCK=\"SC\",2") == "+CLCK: 0");
    CHECK(bench.dte.ask("AT+CLCK=\"SC\",1") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+CLCK=\"FD\",2") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+CLCK=\"SC\",1,\"0000\"") == "+CME ERROR: incorrect password");
    CHECK(bench.dte.ask("AT+CLCK=\"SC\",1,\"1234\"") == "OK");
    CHECK(bench.dte.ask("AT+CLCK=\"SC\",2") == "+CLCK: 1");
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: READY");
    bench.start_again();
    CHECK(bench.dte.ask("AT+CPIN=\"1234\"") == "OK");
    CHECK(bench.dte.ask("AT+CLCK=\"SC\",0,\"1234\"") == "OK");
    bench.start_again();
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: READY");
}

TEST_CASE("+CPWD changes the PIN of a locked SIM", "[network][sim][at-commands-1.5]") {
    SimBench bench;
    CHECK(bench.dte.ask("AT+CPWD=?") == "+CPWD: (\"SC\",8)");
    CHECK(bench.dte.ask("AT+CPWD=\"SC\",\"1234\",\"5678\"") == "+CME ERROR: operation not allowed");
    bench.dte.ask("AT+CLCK=\"SC\",1,\"1234\"");
    CHECK(bench.dte.ask("AT+CPWD=\"SC\",\"1111\",\"5678\"") == "+CME ERROR: incorrect password");
    CHECK(bench.dte.ask("AT+CPWD=\"SC\",\"1234\",\"56\"") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+CPWD=\"SC\",\"1234\",\"5678\"") == "OK");
    bench.start_again();
    CHECK(bench.dte.ask("AT+CPIN=\"5678\"") == "OK");
}

TEST_CASE("+USIMSTAT reports what becomes of the SIM", "[network][sim][module-behaviour-8]") {
    SimBench bench(locked_world());
    CHECK(bench.dte.ask("AT+USIMSTAT?") == "+USIMSTAT: 0");
    CHECK(bench.dte.ask("AT+USIMSTAT=3") == "OK");
    bench.reboot();
    bench.dte.ask("AT");
    bench.dte.take_bytes();
    bench.run_until_received("\r\n+UUSIMSTAT: 1\r\n");
    bench.dte.send("AT+CPIN=\"1234\"\r");
    bench.run_until_received("OK\r\n\r\n+UUSIMSTAT: 6\r\n\r\n+UUSIMSTAT: 7\r\n");
    bench.dte.take_bytes();
    bench.dte.send("AT+CFUN=19\r");
    bench.run_until_received("\r\n+UUSIMSTAT: 0\r\n");
}

TEST_CASE("+CNUM prints the card's own number", "[network][sim][at-commands-2.15]") {
    SimBench bench({.sim = {.number = "0401234"}});
    CHECK(bench.dte.ask("AT+CNUM") == "+CNUM: \"\",\"0401234\",129");
    SimBench other;
    CHECK(other.dte.ask("AT+CNUM") == "+CNUM: \"\",\"+393351234567\",145");
}
