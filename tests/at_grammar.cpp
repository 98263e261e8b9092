#include "tests/support/catch.hpp"
#include "tests/support/trial.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

const std::string kOk = "\r\nOK\r\n";
const std::string kError = "\r\nERROR\r\n";

// A trial interpreter that does not echo.
struct QuietBench : TrialBench {
    QuietBench() { say("ATE0\r"); }
};

std::string shown(const std::string& arguments) {
    return "\r\n+XSHOW: " + arguments + "\r\n" + kOk;
}

}  // namespace

TEST_CASE("A line is AT, commands and a terminator", "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("AT\r") == kOk);
    CHECK(bench.say("at\r") == kOk);
    CHECK(bench.say("aT\r") == kOk);
    CHECK(bench.say("At\r") == kOk);
    CHECK(bench.say("\r").empty());
    CHECK(bench.say("\r\r\n\r").empty());
    CHECK(bench.say("garbage\r").empty());
    CHECK(bench.say("garbageAT\r") == kOk);
    CHECK(bench.say("AAAT\r") == kOk);
    CHECK(bench.say("A\rT\r").empty());
}

TEST_CASE("Commands, names and parameters are told apart", "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("AT+xshow=1\r") == shown("[1][none][][] 1"));
    CHECK(bench.say("AT + X SHOW = 2 , \"a b\" \r") == shown("[2][a b][][] 2"));
    CHECK(bench.say("ATE0V1Q0\r") == kOk);
    CHECK(bench.say("AT&K3&C1\\Q3E0\r") == kOk);
    CHECK(bench.say("ATE0;V1;+CMEE=0;E0\r") == kOk);
    CHECK(bench.say("AT+CMEE=0;\r") == kOk);
    CHECK(bench.say("AT+CMEE=0+CMEE=0\r") == kError);
    CHECK(bench.say("AT+CMEE?E0\r") == kError);
    CHECK(bench.say("AT;\r") == kError);
    CHECK(bench.say("AT=1\r") == kError);
    CHECK(bench.say("AT&\r") == kError);
    CHECK(bench.say("AT+\r") == kError);
    CHECK(bench.say("AT+CMEE\r") == kError);
    CHECK(bench.say("AT+THISNAMEISLONGERTHANANYNAMETHEREIS\r") == kError);
}

TEST_CASE("S-parameters are set and read", "[at-syntax-2]") {
    QuietBench bench;
    CHECK(bench.say("ATS3?\r") == "\r\n013\r\n\r\nOK\r\n");
    CHECK(bench.say("ATS7=30S10=5\r") == kOk);
    CHECK(bench.say("ATS07?S10?\r") == "\r\n030\r\n\r\n005\r\n\r\nOK\r\n");
    CHECK(bench.say("ATS7=256\r") == kError);
    CHECK(bench.say("ATS7=\r") == kError);
    CHECK(bench.say("ATS7\r") == kError);
    CHECK(bench.say("ATS1?\r") == kError);
    CHECK(bench.say("ATS99999999999999999999999999=1\r") == kError);
}

TEST_CASE("Commands run left to right and the first failure ends the line", "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("AT+XSHOW=1;+XSHOW=2\r") ==
          "\r\n+XSHOW: [1][none][][] 1\r\n\r\n+XSHOW: [2][none][][] 1\r\n\r\nOK\r\n");
    CHECK(bench.say("AT+CMEE=1;+XFAIL=3;+CMEE=2\r") == "\r\n+CME ERROR: 3\r\n");
    CHECK(bench.say("AT+CMEE?\r") == "\r\n+CMEE: 1\r\n\r\nOK\r\n");
    CHECK(bench.say("AT+XSHOW=1;+NONE;+XSHOW=2\r") ==
          "\r\n+XSHOW: [1][none][][] 1\r\n\r\n+CME ERROR: 100\r\n");
}

TEST_CASE("A/ repeats the last line at once", "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("AT+XSHOW=3\r") == shown("[3][none][][] 1"));
    CHECK(bench.say("A/") == shown("[3][none][][] 1"));
    CHECK(bench.say("a/a/") == shown("[3][none][][] 1") + shown("[3][none][][] 1"));
    bench.say("ATE1\r");
    bench.say("AT+XSHOW=4\r");
    CHECK(bench.say("A/") == "A/" + shown("[4][none][][] 1"));
}

TEST_CASE("A/ without a line before it is an empty line's OK", "[at-syntax-1]") {
    TrialBench bench;
    CHECK(bench.say("A/") == "A/\r\nOK\r\n");
}

TEST_CASE("The backspace deletes what stands before it", "[at-syntax-1][at-syntax-2]") {
    TrialBench bench;
    CHECK(bench.say("ATX\b\r") == "ATX\b \b\r\r\nOK\r\n");
    CHECK(bench.say("AX\bAT\r") == "AXAT\r\r\nOK\r\n");  // nothing of a command line was there
    CHECK(bench.say("AT+NONE\b\b\b\b\b\r") == "AT+NONE\b \b\b \b\b \b\b \b\b \b\r\r\nOK\r\n");
    CHECK(bench.say("\b\bAT\b\bAT\r") == "AT\b \b\b \bAT\r\r\nOK\r\n");
    bench.say("ATE0S5=120\r");
    CHECK(bench.say("AT+CMEE=9x0\r") == kOk);
}

TEST_CASE("An LF behind the terminator is discarded without an echo", "[at-syntax-1]") {
    TrialBench bench;
    CHECK(bench.say("AT\r\n") == "AT\r\r\nOK\r\n");
    CHECK(bench.say("AT\r") == "AT\r\r\nOK\r\n");
    CHECK(bench.say("\nAT\r") == "AT\r\r\nOK\r\n");
    CHECK(bench.say("\nAT+XABORT\r\n") == "AT+XABORT\r");
    CHECK(bench.trial().aborted == 0);
}

TEST_CASE("A line has 1024 bytes at most", "[at-syntax-1]") {
    QuietBench bench;
    const std::string spaces(1024 - 3, ' ');  // AT and the terminator are counted
    CHECK(bench.say("AT" + spaces + "\r") == kOk);
    CHECK(bench.say("AT" + spaces + " \r") == kError);
    bench.say("AT+CMEE=1\r");
    CHECK(bench.say("AT" + std::string(5000, 'x') + "\r") == "\r\n+CME ERROR: 1650\r\n");
    bench.say("AT+CMEE=2\r");
    CHECK(bench.say("AT" + spaces + "xyz\b\b\b\r") == "\r\n+CME ERROR: Command line too long\r\n");
    CHECK(bench.say("AT\r") == kOk);
}

TEST_CASE("A position may be a number or a text, as another one decides", "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("AT+XEITHER=-12\r") == shown("[-12] 1"));
    CHECK(bench.say("AT+XEITHER=\"12\"\r") == shown("[12] 1"));
    CHECK(bench.say("AT+XEITHER=\"a,b\"\r") == shown("[a,b] 1"));
    for (const std::string wrong : {"ab", "\"abcd\"", "\"ab", "1\"", ""}) {
        CHECK(bench.say("AT+XEITHER=" + wrong + "\r") == kError);
    }
}

TEST_CASE("Positions are numbers, texts or hex; empty ones take their initial value",
          "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("AT+XSHOW=1,\"x,y;z\",\"0aF1\",-5\r") == shown("[1][x,y;z][0aF1][-5] 4"));
    CHECK(bench.say("AT+XSHOW=20,,00ff,\r") == shown("[20][none][00ff][] 4"));
    CHECK(bench.say("AT+XSHOW=007,,,\r") == shown("[7][none][][] 4"));
    CHECK(bench.say("AT+XSHOW=1,\"\"\r") == shown("[1][][][] 2"));
}

TEST_CASE("Wrong parameters have the code of the command's family", "[at-syntax-1]") {
    QuietBench bench;
    const auto wrong =
        GENERATE(as<std::string>(), "", "1,\"", "10", "-1", "1,2", "1,\"a", "1,\"a\"b", "1,a\"b\"",
                 "1,\"a\",0f0", "1,\"a\",xy", "1,,,6", "1,,,-6", "1,,,,", "99999999999999999999",
                 "1x", "+1", "\"1\"", "1,\"a\x15\"");
    INFO(wrong);
    bench.say("AT+CMEE=1\r");
    CHECK(bench.say("AT+XSHOW=" + wrong + "\r") == "\r\n+CME ERROR: 4\r\n");
    CHECK(bench.say("AT+UXSHOW=" + wrong + "\r") == "\r\n+CME ERROR: 50\r\n");
    CHECK(bench.say("AT+XPLAIN=" + wrong + "\r") == kError);
}

TEST_CASE("Forms that a command does not have are refused, but for the test form",
          "[at-syntax-1]") {
    QuietBench bench;
    bench.say("AT+CMEE=1\r");
    CHECK(bench.say("AT+XSHOW\r") == "\r\n+CME ERROR: 4\r\n");
    CHECK(bench.say("AT+XSHOW?\r") == "\r\n+CME ERROR: 4\r\n");
    CHECK(bench.say("AT+XSHOW=?\r") == kOk);
    CHECK(bench.say("AT+NONE=?\r") == "\r\n+CME ERROR: 100\r\n");
    CHECK(bench.say("AT+UXSHOW=?\r") == "\r\n+UXSHOW: (0-9,20)\r\n\r\nOK\r\n");
}

TEST_CASE("A raw argument runs from the first quote to the line's last", "[at-syntax-1]") {
    QuietBench bench;
    const std::string json = R"({"bn":"/1/1/", "e":[{"n":"1","sv":"a b;c"}]})";
    CHECK(bench.say("AT+XJSON=\"" + json + "\"\r") == "\r\n" + json + "\r\n" + kOk);
    CHECK(bench.say("AT+CSCS=\"IRA\";+XJSON= \"" + json + "\"\r") == "\r\n" + json + "\r\n" + kOk);
    CHECK(bench.say("AT+XJSON=\"{\\\"a\\\":1}\"\r") == "\r\n{\\\"a\\\":1}\r\n" + kOk);
    CHECK(bench.say("AT+XJSON={}\r") == kError);
    CHECK(bench.say("AT+XJSON=\"\r") == kError);
}

TEST_CASE("A command with a data prompt stands alone on its line", "[at-syntax-1]") {
    QuietBench bench;
    bench.say("AT+CMEE=1\r");
    CHECK(bench.say("ATE0+XASK=2\r") == "\r\n+CME ERROR: 3\r\n");
    CHECK(bench.say("AT+XASK=2;E0\r") == "\r\n+CME ERROR: 3\r\n");
    CHECK(bench.say("AT+XASK=2\r") == "\r\n@");
}

TEST_CASE("A dial string is the rest of the line", "[at-syntax-1]") {
    QuietBench bench;
    CHECK(bench.say("ATD*99***1#;E1\r") == kError);  // nobody dials yet
    CHECK(bench.say("AT\r") == kOk);                 // E1 was part of it
}
