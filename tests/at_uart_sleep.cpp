#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

using namespace sara;
using namespace sara::test;

namespace {

struct SleepBench : Bench {
    SleepBench() { dte.ask("ATE0"); }
    bool cts() const { return uart.signal(sim::Signal::Cts); }
};

}  // namespace

TEST_CASE("With +UPSV=1 the UART sleeps after the timeout, and its CTS is off",
          "[at][upsv][at-syntax-8.2]") {
    SleepBench bench;
    REQUIRE(bench.dte.ask("AT+UPSV=1,1300") == "OK");  // 1300 x 4.615 ms
    bench.run_for(5900ms);
    CHECK(bench.cts());
    bench.run_for(200ms);
    CHECK_FALSE(bench.cts());
}

TEST_CASE("What comes in the first 15 ms wakes the UART and is lost", "[at][upsv][at-syntax-8.2]") {
    SleepBench bench;
    const auto* mode = GENERATE("AT+UPSV=1,40", "AT+UPSV=4,40");
    REQUIRE(bench.dte.ask(mode) == "OK");
    bench.run_for(1s);
    REQUIRE_FALSE(bench.cts());
    CHECK(bench.dte.exchange("AT\r").empty());
    bench.run_for(1s);
    bench.dte.send("A");
    bench.run_for(16ms);
    CHECK(bench.cts());
    CHECK(bench.dte.ask("AT") == "OK");
}

TEST_CASE("Of a long line only its beginning is lost", "[at][upsv][at-syntax-8.2]") {
    SleepBench bench;
    REQUIRE(bench.dte.ask("AT+UPSV=1,40") == "OK");
    bench.run_for(1s);
    // 15 ms are 173 bytes at 115200 bit/s.
    CHECK(bench.dte.exchange(std::string(172, ' ') + "xAT\r") == "\r\nOK\r\n");
}

TEST_CASE("Output wakes the UART for as long as it lasts", "[at][upsv][at-syntax-8.2]") {
    SleepBench bench;
    REQUIRE(bench.dte.ask("AT+UPSV=1,40") == "OK");
    bench.run_for(1s);
    REQUIRE_FALSE(bench.cts());
    bench.device->urcs().post("+UUTEST: 1");
    bench.run_for(10ms);
    CHECK(bench.cts());
    CHECK(bench.dte.take_bytes() == "\r\n+UUTEST: 1\r\n");
    bench.run_for(1s);
    CHECK_FALSE(bench.cts());
}

TEST_CASE("With +UPSV=2 and 3 a line of the DTE decides", "[at][upsv][at-syntax-8.2]") {
    const auto [setting, line] = GENERATE(table<const char*, sim::Signal>(
        {{"AT&K0+UPSV=2", sim::Signal::Rts}, {"AT+UPSV=3", sim::Signal::Dtr}}));
    SleepBench bench;
    bench.dte.ask("AT&D0");  // DTR ends nothing else
    REQUIRE(bench.dte.ask(setting) == "OK");
    bench.run_for(1min);
    CHECK(bench.cts());
    bench.uart.dte().set_signal(line, false);
    bench.run_for(1ms);
    CHECK_FALSE(bench.cts());
    CHECK(bench.dte.exchange("AT\r").empty());
    CHECK_FALSE(bench.cts());
    bench.uart.dte().set_signal(line, true);
    CHECK(bench.dte.exchange("AT\r").empty());  // within 15 ms
    bench.run_for(20ms);
    CHECK(bench.dte.ask("AT") == "OK");
}

TEST_CASE("With +UPSV=0 the UART never sleeps", "[at][upsv][at-syntax-8.2]") {
    SleepBench bench;
    bench.dte.ask("AT+UPSV=1,40");
    bench.dte.ask("AT+UPSV=0");
    bench.run_for(24h);
    CHECK(bench.cts());
    CHECK(bench.dte.ask("AT") == "OK");
}
