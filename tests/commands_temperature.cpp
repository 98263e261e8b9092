// +USTS and +UUSTS.  [module-behaviour 3, 12]
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

/// What the host reads after the temperature changed.
std::string urc_at(Bench& bench, int celsius) {
    bench.dte.take_bytes();
    bench.thermometer.set(celsius);
    bench.run_for(std::chrono::milliseconds(100));
    return bench.dte.take_bytes();
}

}  // namespace

TEST_CASE("+USTS is off from the factory and kept in NVM", "[module-behaviour-12]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+USTS?") == "+USTS: 0");
    CHECK(urc_at(bench, 80).empty());
    bench.dte.ask("AT+USTS=1");
    bench.reboot();
    CHECK(bench.dte.ask("AT+USTS?") == "+USTS: 1");
}

TEST_CASE("+UUSTS tells each range once, as the module comes into it", "[module-behaviour-12]") {
    Bench bench;
    bench.dte.ask("AT+USTS=1");
    CHECK(urc_at(bench, 77).empty());
    CHECK(urc_at(bench, 78) == "\r\n+UUSTS: 0,1\r\n");
    CHECK(urc_at(bench, 90).empty());
    CHECK(urc_at(bench, 98) == "\r\n+UUSTS: 0,2\r\n");
    CHECK(urc_at(bench, 20) == "\r\n+UUSTS: 0,0\r\n");
    CHECK(urc_at(bench, -31) == "\r\n+UUSTS: 0,-1\r\n");
    CHECK(urc_at(bench, -41) == "\r\n+UUSTS: 0,-2\r\n");
}
