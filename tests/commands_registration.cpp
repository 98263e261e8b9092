#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

network::NetworkSpec one_cell(const network::CellSpec& cell) {
    network::NetworkSpec spec;
    spec.cells = {cell};
    return spec;
}

/// What came since the last look, without the breaks around it.
std::string urcs(Bench& bench) {
    std::string text = bench.dte.take_bytes();
    std::string lines;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') continue;
        if (text[i] == '\n' && (lines.empty() || lines.back() == '|')) continue;
        lines += text[i] == '\n' ? '|' : text[i];
    }
    return lines;
}

}  // namespace

TEST_CASE("A module with a SIM registers by itself", "[network][module-behaviour-9]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,2");
    CHECK(bench.dte.ask("AT+CGATT?") == "+CGATT: 0");
    bench.run_for(4s);
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,1");
    CHECK(bench.dte.ask("AT+CREG?") == "+CREG: 0,1");
    CHECK(bench.dte.ask("AT+CGREG?") == "+CGREG: 0,4");
    CHECK(bench.dte.ask("AT+UREG?") == "+UREG: 0,8");
    CHECK(bench.dte.ask("AT+CGATT?") == "+CGATT: 1");
}

TEST_CASE("The URCs of registration have the fields that <n> asks for",
          "[network][module-behaviour-9.2]") {
    Bench bench;
    bench.run_for(bench.profile.sim_init);
    bench.dte.ask("ATE0");
    bench.dte.ask("AT+CSCON=1");
    bench.dte.ask("AT+CGEREP=1");
    bench.dte.ask("AT+CREG=1");
    SECTION("1") {
        bench.dte.ask("AT+CEREG=1");
        bench.run_for(5s);
        CHECK(urcs(bench) == "+CSCON: 1|+CEREG: 1|+CREG: 1|+CGEV: ME PDN ACT 1|");
        CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 1,1");
    }
    SECTION("2") {
        bench.dte.ask("AT+CEREG=2");
        bench.run_for(5s);
        CHECK(urcs(bench) ==
              "+CSCON: 1|+CEREG: 1,\"0001\",\"01a2d001\",7|+CREG: 1|+CGEV: ME PDN ACT 1|");
        CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 2,1,\"0001\",\"01a2d001\",7");
    }
    SECTION("4 with PSM") {
        bench.dte.ask("AT+CPSMS=1,,,\"10111110\",\"00100010\"");
        bench.dte.ask("AT+CEREG=4");
        bench.run_for(5s);
        CHECK(urcs(bench).find("+CEREG: 1,\"0001\",\"01a2d001\",7,,,\"00100010\",\"10111110\"|") !=
              std::string::npos);
        CHECK(bench.dte.ask("AT+CEREG?") ==
              "+CEREG: 4,1,\"0001\",\"01a2d001\",7,,,\"00100010\",\"10111110\"");
    }
    bench.dte.take_bytes();
    bench.run_for(20s);
    CHECK(urcs(bench) == "+CSCON: 0|");
}

TEST_CASE("+CFUN=0 and 4 take the module off the network", "[network][module-behaviour-4]") {
    const auto mode = GENERATE(as<std::string>(), "0", "4");
    Bench bench;
    bench.run_until_registered();
    bench.run_for(15s);
    bench.dte.ask("ATE0+CEREG=1;+CGEREP=1;+CREG=1");
    bench.dte.take_bytes();
    bench.dte.send("AT+CFUN=" + mode + "\r");
    bench.run_for(1s);
    CHECK(urcs(bench) == "OK|+CEREG: 0|+CREG: 0|+CGEV: ME DETACH|");
    bench.dte.send("AT+CFUN=1\r");
    bench.run_for(5s);
    CHECK(urcs(bench) == "OK|+CEREG: 2|+CREG: 2|+CEREG: 1|+CREG: 1|+CGEV: ME PDN ACT 1|");
}

TEST_CASE("A rejected attach is told with its cause", "[network][module-behaviour-9]") {
    Bench bench(BenchWorld{.network = one_cell({.reject_cause = 15})});
    bench.run_for(bench.profile.sim_init);
    bench.dte.ask("ATE0+CEREG=3");
    CHECK(bench.dte.ask("AT+CEER") == "+CEER: \"No cause information available\"");
    bench.run_until_received("\r\n+CEREG: 3,,,,0,15\r\n");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 3,3,,,,0,15");
    CHECK(bench.dte.ask("AT+CEER") ==
          "+CEER: \"EMM cause\",15,\"No suitable cells in tracking area\"");
}

TEST_CASE("A network that rejects is passed over for one that does not",
          "[network][module-behaviour-9]") {
    network::NetworkSpec spec;
    spec.cells = {{.plmn = "22201", .rsrp = 60, .reject_cause = 11}, {.plmn = "22210"}};
    Bench bench(BenchWorld{.network = spec});
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 0,5");
    CHECK(bench.dte.ask("AT+COPS?") == "+COPS: 0,0,\"Vodafone IT\",7");
}

TEST_CASE("Without a cell there is no service until one comes", "[network][module-behaviour-9]") {
    Bench bench(BenchWorld{.network = one_cell({.from = 5min})});
    bench.dte.ask("ATE0");
    bench.run_for(2s);
    bench.dte.ask("AT+CEREG=1");
    bench.run_for(3min);
    CHECK(urcs(bench) == "+CEREG: 4|");
    bench.run_for(3min);
    CHECK(urcs(bench) == "+CEREG: 2|+CEREG: 1|");
}

TEST_CASE("A tunnel keeps what was up, in the same network", "[network][ad-7.4]") {
    network::NetworkSpec spec;
    spec.outages = {{.from = 20s, .length = 10s}};
    Bench bench(BenchWorld{.network = spec});
    bench.run_until_registered();
    bench.dte.ask("ATE0+CEREG=1;+CGEREP=1");
    bench.dte.take_bytes();
    bench.run_for(60s);
    CHECK(urcs(bench) == "+CEREG: 2|+CEREG: 1|");
    CHECK(bench.dte.ask("AT+CGACT?") == "+CGACT: 1,1");
}

TEST_CASE("In another network the connections begin anew", "[network][ad-7.4]") {
    network::NetworkSpec spec;
    spec.cells = {{.until = 20s}, {.plmn = "22210", .from = 20s}};
    Bench bench(BenchWorld{.network = spec});
    bench.run_until_registered();
    bench.dte.ask("ATE0+CEREG=1;+CGEREP=1");
    bench.dte.take_bytes();
    bench.run_for(60s);
    CHECK(urcs(bench) == "+CEREG: 2|+CEREG: 5|+CGEV: ME DETACH|+CGEV: ME PDN ACT 1|");
}

TEST_CASE("A detach by the network lasts until the host asks anew",
          "[network][module-behaviour-9]") {
    network::NetworkSpec spec;
    spec.events = {{.at = 20s, .what = network::NetworkEventKind::Detach}};
    Bench bench(BenchWorld{.network = spec});
    bench.run_until_registered();
    bench.dte.ask("ATE0+CEREG=1;+CGEREP=1");
    bench.dte.take_bytes();
    bench.run_for(60s);
    CHECK(urcs(bench) == "+CEREG: 0|+CGEV: NW DETACH|");
    CHECK(bench.dte.ask("AT+COPS=0") == "OK");
    bench.run_for(1s);
    CHECK(urcs(bench) == "+CEREG: 2|+CEREG: 1|+CGEV: ME PDN ACT 1|");
    CHECK(bench.dte.ask("AT+CEREG?") == "+CEREG: 1,1");
}

TEST_CASE("A change of cell is reported to those who want the cell",
          "[network][module-behaviour-9]") {
    network::NetworkSpec spec;
    spec.cells = {{.ci = "1", .until = 20s}, {.ci = "2", .from = 10s}};
    Bench bench(BenchWorld{.network = spec});
    bench.run_until_registered();
    bench.dte.ask("ATE0+CEREG=2;+CREG=1");
    bench.dte.take_bytes();
    bench.run_for(60s);
    CHECK(urcs(bench) == "+CEREG: 1,\"0001\",\"00000002\",7|");
}
