#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("+UGPRF says where GNSS data go, and keeps it over a reboot",
          "[gnss][at-commands-2.13]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+UGPRF?") == "+UGPRF: 0");
    const auto bitmap =
        GENERATE("1", "2", "16", "6", "127,46434,\"cell-live1.services.u-blox.com\"",
                 "8,65535,\"10.0.0.1\"");
    CHECK(bench.dte.ask(std::string("AT+UGPRF=") + bitmap) == "OK");
    CHECK(bench.dte.ask("AT+UGPRF?") == std::string("+UGPRF: ") + bitmap);
    bench.reboot();
    CHECK(bench.dte.ask("AT+UGPRF?") == std::string("+UGPRF: ") + bitmap);
}

TEST_CASE("+UGPRF refuses what it does not know", "[gnss][at-commands-2.13]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=1");
    const auto arguments = GENERATE("", "-1", "128", "8", "8,80", "8,,\"a\"", "8,0,\"a\"",
                                    "8,65536,\"a\"", "2,80,\"a\"", "8,80,\"a\",1");
    CAPTURE(arguments);
    CHECK(bench.dte.ask(std::string("AT+UGPRF=") + arguments) == "+CME ERROR: 50");
    CHECK(bench.dte.ask("AT+UGPRF?") == "+UGPRF: 0");
}

TEST_CASE("+UGPRF prints its values", "[gnss][at-commands-2.13]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+UGPRF=?") == "+UGPRF: (0-127),(1-65535)");
}
