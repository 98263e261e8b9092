#include "tests/support/catch.hpp"
#include "tests/support/trial.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("A prompt for bytes takes exactly as many, whatever they are", "[at-syntax-6]") {
    TrialBench bench;
    CHECK(bench.say("AT+XASK=6\r") == "AT+XASK=6\r\r\n@");
    CHECK(bench.interpreter.mode() == at::Mode::Prompt);
    CHECK(bench.say(std::string("\0\r", 2)).empty());
    CHECK(bench.say("\n\x1A\x1B").empty());
    CHECK(bench.say("A").ends_with("\r\nOK\r\n"));
    CHECK(bench.trial().data == std::string("\0\r\n\x1A\x1B"
                                            "A",
                                            6));
}

TEST_CASE("The first byte of the data may be an LF", "[at-syntax-6]") {
    TrialBench bench(5ms);
    bench.say("AT+XASK=2\r");
    bench.run_for(5ms);
    CHECK(bench.take() == "\r\n@");
    bench.say("\nx");
    CHECK(bench.trial().data == "\nx");
}

TEST_CASE("An LF behind the terminator is none of the data", "[at-syntax-1][at-syntax-6]") {
    TrialBench bench;
    bench.say("AT+XASK=2\r\n");
    bench.say("ab");
    CHECK(bench.trial().data == "ab");
}

TEST_CASE("Bytes beyond the announced ones are dropped", "[at-syntax-6]") {
    const Duration latency = GENERATE(Duration(0s), Duration(5ms));
    TrialBench bench(latency);
    bench.say("ATE0\r");
    bench.run_for(5ms);
    bench.say("AT+XASK=2\r");
    bench.run_for(5ms);
    bench.say("abAT+CMEE=1\r");
    bench.run_for(5ms);
    CHECK(bench.trial().data == "ab");
    CHECK(bench.trial().settings.number("+CMEE") == 0);
}

TEST_CASE("A prompt gives up when no byte has come for its patience", "[at-syntax-6]") {
    TrialBench bench;
    bench.say("ATE0+CMEE=2\r");
    bench.say("AT+XASK=9\r");
    bench.run_for(20s - 1ns);
    bench.say("a");
    bench.run_for(20s - 1ns);
    CHECK(bench.take().empty());
    bench.run_for(1ns);
    CHECK(bench.take() == "\r\n+CME ERROR: FFS TIMEOUT\r\n");
    CHECK(bench.say("AT\r") == "\r\nOK\r\n");
    bench.run_for(100s);
    CHECK(bench.take().empty());
}

TEST_CASE("Who takes the data may end the command early", "[at-syntax-6]") {
    TrialBench bench;
    bench.say("ATE0+CMEE=1\r");
    bench.say("AT+XASK=9\r");
    CHECK(bench.say("ab!") == "\r\n+CME ERROR: 1632\r\n");
    CHECK(bench.say("AT\r") == "\r\nOK\r\n");
}

TEST_CASE("A prompt for text is echoed and ends with SUB or ESC", "[at-syntax-6]") {
    TrialBench bench;
    CHECK(bench.say("AT+XTEXT\r") == "AT+XTEXT\r\r\n> ");
    CHECK(bench.say("heX\bllo") == "heX\bllo");
    CHECK(bench.say("\x1A") == "\x1A\r\n+XGOT: hello\r\n\r\nOK\r\n");
    bench.say("AT+XTEXT\r");
    CHECK(bench.say("never\x1B") == "never\x1B\r\nOK\r\n");
    CHECK(bench.trial().data.empty());
    bench.say("ATE0\r");
    bench.say("AT+XTEXT\r");
    CHECK(bench.say("quiet\x1A") == "\r\n+XGOT: quiet\r\n\r\nOK\r\n");
}
