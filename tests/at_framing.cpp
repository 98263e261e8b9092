#include "tests/support/catch.hpp"
#include "tests/support/trial.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("The exchanges of the syntax reference are exact to the byte", "[at-syntax-3]") {
    TrialBench bench;
    CHECK(bench.say("AT\r") == "AT\r\r\nOK\r\n");
    CHECK(bench.say("ATE0\r") == "ATE0\r\r\nOK\r\n");
    CHECK(bench.say("AT\r") == "\r\nOK\r\n");
    CHECK(bench.say("AT+CMEE=2;+FOO\r") == "\r\n+CME ERROR: unknown\r\n");
    CHECK(bench.say("ATI;+CSCS?\r") ==
          "\r\nSARA-R510M8S-01B-00\r\n\r\n+CSCS: \"IRA\"\r\n\r\nOK\r\n");
    CHECK(bench.say("AT+XASK=2\r") == "\r\n@");
    CHECK(bench.say("ab") == "\r\n+XGOT: ab\r\n\r\nOK\r\n");
}

TEST_CASE("ATV0 in a line counts for its own result code", "[at-syntax-3]") {
    TrialBench bench;
    CHECK(bench.say("ATE0V0\r") == "ATE0V0\r0\r");
    CHECK(bench.say("AT\r") == "0\r");
    CHECK(bench.say("ATI\r") == "SARA-R510M8S-01B-00\r\n0\r");
    CHECK(bench.say("AT+NONE\r") == "4\r");
    CHECK(bench.say("AT+CMEE=1\r") == "0\r");
    CHECK(bench.say("AT+NONE\r") == "\r\n+CME ERROR: 100\r\n");
    bench.interpreter.urcs().post("+UUSOCL: 1");
    CHECK(bench.take() == "\r\n+UUSOCL: 1\r\n");
    CHECK(bench.say("ATV1\r") == "\r\nOK\r\n");
}

TEST_CASE("ATQ1 suppresses result codes but not information", "[at-syntax-2]") {
    TrialBench bench;
    CHECK(bench.say("ATE0Q1\r") == "ATE0Q1\r");
    CHECK(bench.say("AT\r").empty());
    CHECK(bench.say("AT+NONE\r").empty());
    CHECK(bench.say("ATI\r") == "\r\nSARA-R510M8S-01B-00\r\n");
    CHECK(bench.say("AT+CMEE=2;+NONE\r").empty());
    CHECK(bench.say("ATQ0\r") == "\r\nOK\r\n");
}

TEST_CASE("S3 and S4 are the terminator and what lines are framed with", "[at-syntax-2]") {
    TrialBench bench;
    bench.say("ATE0\r");
    CHECK(bench.say("ATS4=36\r") == "\r$OK\r$");
    CHECK(bench.say("ATS3=35\r") == "#$OK#$");
    CHECK(bench.say("AT\r#") == "#$ERROR#$");
    CHECK(bench.say("ATI#") == "#$SARA-R510M8S-01B-00#$#$OK#$");
    CHECK(bench.say("AT&F#") == "\r\nOK\r\n");
}

TEST_CASE("Several lines of information have one break between them", "[at-syntax-3]") {
    Bench bench;
    bench.dte.exchange("ATE0\r");
    const std::string pins = "\r\n+UGPIOC:\r\n16,255\r\n19,255\r\n23,3\r\n24,4\r\n25,255\r\n";
    CHECK(bench.dte.exchange("AT+UGPIOC?\r") == pins + "33,255\r\n42,255\r\n46,255\r\n\r\nOK\r\n");
}

TEST_CASE("An answer is given to the port in one piece", "[at-syntax-3]") {
    TrialBench bench;
    bench.interpreter.on_bytes(as_bytes("ATI;+CMEE?;+NONE\r"));
    CHECK(bench.port.sent.size() == 1);  // the echo with it: both are due at the same instant
    TrialBench slow(5ms);
    slow.interpreter.on_bytes(as_bytes("ATI;+CMEE?\r"));
    slow.run_for(5ms);
    REQUIRE(slow.port.sent.size() == 2);
    CHECK(slow.port.sent[0] == "ATI;+CMEE?\r");
    CHECK(slow.port.sent[1] == "\r\nSARA-R510M8S-01B-00\r\n\r\n+CMEE: 0\r\n\r\nOK\r\n");
}

TEST_CASE("The answer comes after the command's latency", "[module-behaviour-13]") {
    TrialBench bench(5ms);
    CHECK(bench.say("AT\r") == "AT\r");
    bench.run_for(5ms - 1ns);
    CHECK(bench.take().empty());
    bench.run_for(1ns);
    CHECK(bench.take() == "\r\nOK\r\n");
}
