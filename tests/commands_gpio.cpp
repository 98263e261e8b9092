#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("The pins of a module without GNSS are disabled", "[module-behaviour-6.3]") {
    Bench bench(*products::find_product("SARA-R500S-01B-00"));
    CHECK(bench.dte.ask("AT+UGPIOC?") ==
          "+UGPIOC:\r\n16,255\r\n19,255\r\n23,255\r\n24,255\r\n"
          "25,255\r\n33,255\r\n42,255\r\n46,255");
}

TEST_CASE("A pin takes the functions of its row", "[module-behaviour-12]") {
    Bench bench(*products::find_product("SARA-R500S-01B-00"));
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UGPIOC=16,2") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=19,22") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=23,3") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=24,4") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=25,29") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=42,7") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=33,23,1") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOC=46,28") == "OK");
    const std::string all =
        "+UGPIOC:\r\n16,2\r\n19,22\r\n23,3\r\n24,4\r\n25,29\r\n33,23\r\n42,7\r\n46,28";
    CHECK(bench.dte.ask("AT+UGPIOC?") == all);
    bench.reboot();
    CHECK(bench.dte.ask("AT+UGPIOC?") == all);  // NVM at once
    CHECK(bench.dte.ask("AT+UGPIOC=16,255") == "OK");
}

TEST_CASE("Wrong pins, functions and options have codes of their own", "[module-behaviour-12]") {
    Bench bench(*products::find_product("SARA-R500S-01B-00"));
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UGPIOC=17,0") == "+CME ERROR: Wrong GPIO identifier");
    CHECK(bench.dte.ask("AT+UGPIOC=16,22") == "+CME ERROR: Select GPIO mode error");
    CHECK(bench.dte.ask("AT+UGPIOC=46,0") == "+CME ERROR: Select GPIO mode error");
    CHECK(bench.dte.ask("AT+UGPIOC=16,5") == "+CME ERROR: Select GPIO mode error");
    CHECK(bench.dte.ask("AT+UGPIOC=16,0,2") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UGPIOC=16,10,0") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UGPIOC=16") == "+CME ERROR: Incorrect parameters");
    bench.dte.ask("AT+UGPIOC=16,2");
    CHECK(bench.dte.ask("AT+UGPIOC=25,2") == "+CME ERROR: GPIO busy");
    CHECK(bench.dte.ask("AT+UGPIOC=16,2") == "OK");
}

TEST_CASE("Levels of outputs and inputs", "[module-behaviour-12]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UGPIOR=16") == "+CME ERROR: Read GPIO error");
    CHECK(bench.dte.ask("AT+UGPIOW=16,1") == "+CME ERROR: Write GPIO error");
    CHECK(bench.dte.ask("AT+UGPIOC=16,0,1") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOR=16") == "+UGPIOR: 16,1");
    CHECK(bench.dte.ask("AT+UGPIOW=16,0") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOR=16") == "+UGPIOR: 16,0");
    CHECK(bench.dte.ask("AT+UGPIOW=16,2") == "+CME ERROR: Incorrect parameters");
    bench.reboot();
    CHECK(bench.dte.ask("AT+UGPIOR=16") == "+UGPIOR: 16,1");  // as configured
    CHECK(bench.dte.ask("AT+UGPIOC=16,1,1") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOR=16") == "+UGPIOR: 16,1");
    CHECK(bench.dte.ask("AT+UGPIOC=16,1,2") == "OK");
    CHECK(bench.dte.ask("AT+UGPIOR=16") == "+UGPIOR: 16,0");
    bench.dte.ask("AT+CMEE=1");
    CHECK(bench.dte.ask("AT+UGPIOW=16,1") == "+CME ERROR: 1504");
    CHECK(bench.dte.ask("AT+UGPIOR=99") == "+CME ERROR: 1500");
}

TEST_CASE("The test forms name pins and functions", "[module-behaviour-12]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+UGPIOC=?") ==
          "+UGPIOC: (16,19,23,24,25,33,42,46),"
          "(0-4,7,10,11,18,19,22-24,28,29,255),(0-2)");
    CHECK(bench.dte.ask("AT+UGPIOR=?") == "+UGPIOR: (16,19,23,24,25,33,42,46)");
    CHECK(bench.dte.ask("AT+UGPIOW=?") == "+UGPIOW: (16,19,23,24,25,33,42,46),(0,1)");
}
