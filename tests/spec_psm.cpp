// Power saving mode on a whole module: radio, deep sleep, what wakes it and what it keeps.
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"

#include <nlohmann/json.hpp>

using namespace sara;
using namespace sara::test;

namespace {

/// T3412 2 h, T3324 6 s; +UUPSMR on; the setting of +UPSV stored and in force after every boot.
struct PsmBench : ModuleBench {
    explicit PsmBench(std::string_view upsv = "AT+UPSV=1,40") {
        module.storage().nvm.set("+ULWM2M", "1");  // whose registrations are traffic
        switch_on();
        run_until_state("Active");
        run_for(6s);
        for (const std::string_view line :
             {std::string_view("ATE0"), upsv, std::string_view("AT+IPR=115200"),
              std::string_view("AT&W"), std::string_view("AT+UPSMR=1"),
              std::string_view("AT+CGDCONT=2,\"IP\",\"apn\"")}) {
            say(line);
        }
        say("AT+CPSMS=1,,,\"00100010\",\"00000011\"");
        dte.take_bytes();
    }

    /// As hosts do: a byte that wakes the UART, then the line.
    std::string say(std::string_view line) {
        dte.send("\r");
        run_for(20ms);
        dte.take_bytes();
        return dte.ask(line);
    }
    std::string state() const { return std::string(module.state()); }
    bool v_int() const { return module.inspect()["pins"]["V_INT"]; }
    void pulse_pwr_on() {
        module.set_pin("PWR_ON", false);
        run_for(1s);
        module.set_pin("PWR_ON", true);
    }
};

}  // namespace

TEST_CASE("T3324 after its last connection the module falls into deep sleep",
          "[spec-psm][module-behaviour-3]") {
    PsmBench bench;
    bench.run_for(3s + 10s + 5s);  // registration, RRC inactivity, not yet T3324
    CHECK(bench.state() == "Active");
    bench.run_until_state("DeepSleep", 2s);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 1\r\n");
    CHECK_FALSE(bench.v_int());
    CHECK(bench.dte.exchange("AT\r").empty());
    CHECK(bench.state() == "DeepSleep");
}

TEST_CASE("T3412 wakes it for an update, with addresses and settings as they were",
          "[spec-psm][ad-8.1]") {
    PsmBench bench;
    const std::string address = bench.say("AT+CGPADDR=1");
    bench.run_until_state("DeepSleep", 1min);
    bench.dte.take_bytes();
    bench.run_for(2h - 20s);
    CHECK(bench.state() == "DeepSleep");
    bench.run_until_state("Active", 1min);
    bench.run_for(5s);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 0\r\n");
    CHECK(bench.say("AT+CEREG?") == "+CEREG: 0,1");
    CHECK(bench.say("AT+CGPADDR=1") == address);
    CHECK(bench.say("AT+CPSMS?") == "+CPSMS: 1,,,\"00100010\",\"00000011\"");
    bench.run_until_state("DeepSleep", 1min);  // and again
}

TEST_CASE("PWR_ON wakes it early; without work it sleeps again after 6 s, T3412 goes on",
          "[spec-psm][module-behaviour-3]") {
    PsmBench bench;
    bench.run_until_state("DeepSleep", 1min);
    bench.run_for(30min);
    bench.pulse_pwr_on();
    bench.run_until_state("Active", 10s);
    bench.dte.take_bytes();
    CHECK(bench.say("AT+CSCON?") == "+CSCON: 0,0");
    bench.run_until_state("DeepSleep", 10s);
    bench.run_for(89min);
    CHECK(bench.state() == "DeepSleep");
    bench.run_until_state("Active", 2min);
}

TEST_CASE("With +UPSV=0 the radio sleeps alone and AT answers", "[spec-psm][at-syntax-8.2]") {
    PsmBench bench("AT+UPSV=0");
    bench.run_for(1min);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 1\r\n");
    CHECK(bench.state() == "Active");
    CHECK(bench.dte.ask("AT") == "OK");
    bench.run_for(2h);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 0\r\n\r\n+UUPSMR: 1\r\n");
}

TEST_CASE("A port that falls asleep later lets the module sleep",
          "[spec-psm][module-behaviour-3]") {
    PsmBench bench("AT+UPSV=1,10000");  // 46 s
    bench.run_for(40s);
    CHECK(bench.state() == "Active");
    bench.run_until_state("DeepSleep", 40s);
}

TEST_CASE("A firmware download keeps the module awake", "[spec-psm][r01-b]") {
    Bench bench;
    bench.dte.ask("ATE0+UPSMR=1;+CPSMS=1,,,\"00100010\",\"00000011\"");
    bench.dte.ask("AT+UPSV=1,40");
    auto download = bench.device->exclusion.begin(Download::Http);
    bench.run_for(5min);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 2,1\r\n");
    CHECK(bench.control.what.empty());
    download.release();
    bench.run_for(2s);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 1\r\n");
    CHECK(bench.control.what == "deep sleep");
}

TEST_CASE("Between the paging windows of a long eDRX cycle the module is in deep sleep",
          "[spec-psm][edrx][module-behaviour-3]") {
    PsmBench bench;
    bench.say("AT+CPSMS=0");
    bench.say("AT+CEDRXS=1,4,\"1010\"");      // 327.68 s, a window of 2.56 s
    bench.run_until_state("DeepSleep", 30s);  // RRC inactivity of 10 s, and the window
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 1\r\n");
    bench.run_for(320s);
    CHECK(bench.state() == "DeepSleep");
    bench.run_until_state("Active", 10s);
    bench.run_for(1s);
    CHECK(bench.dte.take_bytes() == "\r\n+UUPSMR: 0\r\n");
    bench.run_until_state("DeepSleep", 10s);
    bench.run_until_state("Active", 328s);
}

TEST_CASE("Short eDRX cycles, or +UPSMVER without bit 3, let nothing but the radio sleep",
          "[spec-psm][edrx][module-behaviour-11]") {
    PsmBench bench;
    bench.say("AT+CPSMS=0");
    const auto [version, cycle] =
        GENERATE(table<std::string, std::string>({{"8", "1001"}, {"0", "1010"}, {"16", "1101"}}));
    CAPTURE(version, cycle);
    bench.say("AT+UPSMVER=" + version);
    bench.say("AT+CEDRXS=1,4,\"" + cycle + "\"");
    bench.run_for(1min);
    CHECK(bench.state() == "Active");
}

TEST_CASE("With bit 4 of +UPSMVER the stack stays down after an early wake", "[spec-psm][ad-8.4]") {
    PsmBench bench;
    bench.say("AT+UPSMVER=24");
    const std::string address = bench.say("AT+CGPADDR=1");
    bench.run_until_state("DeepSleep", 1min);
    bench.pulse_pwr_on();
    bench.run_until_state("Active", 10s);
    bench.run_for(20s);
    CHECK(bench.state() == "Active");
    CHECK(bench.say("AT+CIMI") == "ERROR");
    CHECK(bench.say("AT+CEREG?") == "ERROR");
    CHECK(bench.say("AT+UPSMVER?") == "+UPSMVER: 24");
    SECTION("+USLEEP goes back to deep sleep") {
        CHECK(bench.say("AT+USLEEP") == "OK");
        bench.run_until_state("DeepSleep", 2s);
        bench.run_until_state("Active", 2h);  // T3412 wakes it with its stack
        bench.run_for(5s);
        CHECK(bench.say("AT+CGPADDR=1") == address);
    }
    SECTION("+CFUN=126 restores it") {
        CHECK(bench.say("AT+USLEEP") == "OK");
        bench.run_until_state("DeepSleep", 2s);
        bench.pulse_pwr_on();
        bench.run_until_state("Active", 10s);
        CHECK(bench.say("AT+CFUN=126") == "OK");
        bench.run_for(3s);
        CHECK(bench.say("AT+CEREG?") == "+CEREG: 0,1");
        CHECK(bench.say("AT+CGPADDR=1") == address);
        CHECK(bench.say("AT+USLEEP") == "ERROR");
        bench.run_until_state("DeepSleep", 1min);
    }
    SECTION("T3412 restores it") {
        bench.run_for(2h);
        CHECK(bench.state() == "DeepSleep");
    }
}

TEST_CASE("A reset or a power cut in deep sleep ends it", "[spec-psm][module-behaviour-3]") {
    PsmBench bench;
    bench.run_until_state("DeepSleep", 1min);
    SECTION("RESET_N") {
        bench.module.set_pin("RESET_N", false);
        bench.run_for(200ms);
        bench.module.set_pin("RESET_N", true);
    }
    SECTION("VCC") {
        bench.cut_power();
        bench.run_for(1s);
        CHECK(bench.state() == "NotPowered");
        bench.switch_on();
    }
    bench.run_until_state("Active", 10s);
    bench.dte.take_bytes();
    bench.run_for(2s);
    CHECK(bench.dte.take_bytes().empty());  // no +UUPSMR: it boots as from cold
    CHECK(bench.say("AT+CGATT?") == "+CGATT: 0");
}
