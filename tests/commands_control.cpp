#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("+CFUN switches the module's functions", "[module-behaviour-4]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CFUN=?") == "+CFUN: (0,1,4,6,7,8,9,10,15,16,19,126,127),(0-1)");
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 1,0");
    CHECK(bench.dte.ask("AT+CFUN=0") == "OK");
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 0,0");
    CHECK(bench.dte.ask("AT+CFUN=6") == "OK");
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 0,6");
    CHECK(bench.dte.ask("AT+CFUN=9") == "OK");
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 0,9");
    CHECK(bench.dte.ask("AT+CFUN=8") == "OK");
    CHECK(bench.dte.ask("AT+CFUN=126") == "OK");
    CHECK(bench.dte.ask("AT+CFUN=1") == "OK");
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 1,0");
    CHECK(bench.dte.ask("AT+CFUN=2") == "ERROR");
    CHECK(bench.dte.ask("AT+CFUN") == "ERROR");
    CHECK(bench.control.what.empty());
}

TEST_CASE("Airplane mode survives a reboot, minimum functionality does not",
          "[module-behaviour-4]") {
    Bench bench;
    bench.dte.ask("AT+CFUN=4");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 4,0");
    bench.dte.ask("AT+CFUN=0");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 1,0");
}

TEST_CASE("+CFUN=19 takes the SIM's supply, +CFUN=1 gives it back", "[module-behaviour-4]") {
    Bench bench;
    bench.run_for(5s);
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+CFUN=19") == "OK");
    CHECK(bench.dte.ask("AT+CIMI") == "+CME ERROR: SIM not inserted");
    bench.dte.ask("AT+CFUN=1");
    CHECK(bench.dte.ask("AT+CIMI") == "+CME ERROR: SIM busy");
    bench.run_for(5s);
    CHECK(bench.dte.ask("AT+CIMI") == "222107701772423");
}

TEST_CASE("+CFUN's resets take place when the OK has left", "[module-behaviour-4]") {
    Bench bench;
    bench.dte.ask("AT");
    SECTION("16") {
        CHECK(bench.dte.ask("AT+CFUN=16") == "OK");
        CHECK(bench.control.what == "reset with SIM");
    }
    SECTION("15") {
        CHECK(bench.dte.ask("AT+CFUN=15") == "OK");
        CHECK(bench.control.what == "reset keeping SIM");
    }
    SECTION("10") {
        CHECK(bench.dte.ask("AT+CFUN=10") == "OK");
        CHECK(bench.control.what == "shut down fast");
    }
    SECTION("127") {
        CHECK(bench.dte.ask("AT+CFUN=127") == "OK");
        CHECK(bench.control.what == "halt");
    }
    SECTION("1,1") {
        CHECK(bench.dte.ask("AT+CFUN=1,1") == "OK");
        CHECK(bench.control.what == "reset with SIM");
    }
    SECTION("+CPWROFF") {
        CHECK(bench.dte.ask("AT+CPWROFF") == "OK");
        CHECK(bench.control.what == "shut down");
    }
    CHECK(bench.control.when == bench.kernel.scheduler.now());
}

TEST_CASE("A reset does not wait for a DTE that takes no output", "[module-behaviour-5]") {
    Bench bench;
    bench.dte.ask("ATE0");
    bench.uart.dte().set_signal(Signal::Rts, false);
    CHECK(bench.dte.exchange("AT+CPWROFF\r").empty());
    CHECK(bench.control.what == "shut down");
}

TEST_CASE("+CFUN=<fun>,1 resets first, then sets, once", "[module-behaviour-4]") {
    Bench bench;
    bench.dte.ask("AT+CFUN=0,1");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 0,0");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 1,0");
    CHECK(bench.dte.ask("AT+CFUN=16,1") == "ERROR");
    CHECK(bench.dte.ask("AT+CFUN=4,1") == "OK");
    bench.reboot();
    bench.reboot();
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 4,0");
}

TEST_CASE("+CPAS is always ready", "[at-commands-1.2]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CPAS") == "+CPAS: 0");
    CHECK(bench.dte.ask("AT+CPAS=?") == "+CPAS: (0,3,4)");
}

TEST_CASE("+CCLK runs from the power-on date and can be set", "[module-behaviour-12]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CCLK?") == "+CCLK: \"04/01/01,00:00:00+00\"");
    CHECK(bench.dte.ask("AT+CCLK=\"22/03/04,09:15:23+04\"") == "OK");
    CHECK(bench.dte.ask("AT+CCLK?") == "+CCLK: \"22/03/04,09:15:23+04\"");
    bench.run_for(std::chrono::hours(24));
    CHECK(bench.dte.ask("AT+CCLK?") == "+CCLK: \"22/03/05,09:15:23+04\"");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CCLK?") == "+CCLK: \"22/03/05,09:15:23+04\"");
    CHECK(bench.dte.ask("AT+CCLK=\"99/12/31,23:59:59-48\"") == "OK");
    bench.run_for(1s);
    CHECK(bench.dte.ask("AT+CCLK?") == "+CCLK: \"00/01/01,00:00:00-48\"");
    const auto wrong =
        GENERATE(as<std::string>(), "22/03/04,09:15:23", "22/13/04,09:15:23+04",
                 "21/02/29,09:15:23+04", "22/03/04,24:00:00+00", "22/03/04,09:60:00+00",
                 "22/03/04,09:00:60+00", "22/03/04 09:00:00+00", "22/03/04,09:00:00+97", "");
    CHECK(bench.dte.ask("AT+CCLK=\"" + wrong + "\"") == "ERROR");
}

TEST_CASE("+UPSV stores its mode and refuses what the lines cannot do", "[at-syntax-8.2]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UPSV=?") == "+UPSV: (0-4),(40-65000)");
    CHECK(bench.dte.ask("AT+UPSV=1") == "OK");
    CHECK(bench.dte.ask("AT+UPSV?") == "+UPSV: 1,2000");
    CHECK(bench.dte.ask("AT+UPSV=4,1300") == "OK");
    CHECK(bench.dte.ask("AT+UPSV?") == "+UPSV: 4,1300");
    CHECK(bench.dte.ask("AT+UPSV=1,39") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UPSV=0,2000") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UPSV=2") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT&K0+UPSV=2") == "OK");
    CHECK(bench.dte.ask("AT+UPSV?") == "+UPSV: 2");
    CHECK(bench.dte.ask("AT+UPSV=3") == "OK");
    CHECK(bench.dte.ask("AT+USIO=2") == "OK");
    bench.reboot();
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UPSV=3") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+USIO=5") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+USIO=?") == "+USIO: (0-4)");
}
