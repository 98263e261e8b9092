#include "tests/support/catch.hpp"
#include "tests/support/trial.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("One byte aborts an abortable command", "[at-syntax-5]") {
    TrialBench bench;
    bench.say("ATE0\r");
    SECTION("with +CMEE=0") {
        bench.say("AT+XABORT\r");
        CHECK(bench.say(" ") == "\r\nABORTED\r\n");
    }
    SECTION("with +CMEE=1") {
        bench.say("AT+CMEE=1;+XABORT\r");
        CHECK(bench.say(" ") == "\r\n+CME ERROR: 3000\r\n");
    }
    SECTION("with +CMEE=2") {
        bench.say("AT+CMEE=2;+XABORT\r");
        CHECK(bench.say(" ") == "\r\n+CME ERROR: Command aborted\r\n");
    }
    SECTION("with ATV0") {
        bench.say("ATV0+XABORT\r");
        CHECK(bench.say(" ") == "3000\r");
    }
    CHECK(bench.trial().aborted == 1);
    CHECK_FALSE(bench.trial().pending.is_open());
    bench.trial().pending.finish(at::Reply::ok());
    CHECK(bench.take().empty());
}

TEST_CASE("ubxlib aborts with a space and a CR", "[at-syntax-5]") {
    TrialBench bench;
    bench.say("ATE0\r");
    bench.say("AT+XABORT;+XSHOW=1\r");
    CHECK(bench.say(" \r") == "\r\nABORTED\r\n");  // the rest of the line is dropped
    CHECK(bench.say(" \r").empty());
    CHECK(bench.say("AT\r") == "\r\nOK\r\n");
}

TEST_CASE("Bytes typed while another command runs are dropped, unechoed", "[at-syntax-5]") {
    TrialBench bench;
    bench.say("AT+XLATER\r");
    CHECK(bench.say("AT+CMEE=2\rAT\r").empty());
    CHECK(bench.trial().pending.is_open());
    bench.trial().pending.finish(at::Reply::ok());
    CHECK(bench.take() == "\r\nOK\r\n");
    CHECK(bench.say("AT+CMEE?\r") == "AT+CMEE?\r\r\n+CMEE: 0\r\n\r\nOK\r\n");
}

TEST_CASE("A line goes on behind a command that answers later", "[at-syntax-1]") {
    TrialBench bench;
    bench.say("ATE0\r");
    bench.say("AT+XSHOW=1;+XLATER;+XSHOW=2\r");
    bench.trial().pending.finish(at::Reply::text("+XLATER: 5"));
    CHECK(bench.take() ==
          "\r\n+XSHOW: [1][none][][] 1\r\n\r\n+XLATER: 5\r\n"
          "\r\n+XSHOW: [2][none][][] 1\r\n\r\nOK\r\n");
    bench.say("AT+XLATER;+XSHOW=2\r");
    bench.trial().pending.finish(at::Reply::error(at::CmeError::OperationNotAllowed));
    CHECK(bench.take() == "\r\nERROR\r\n");
}

TEST_CASE("An answer that is on its way cannot be aborted", "[at-syntax-5]") {
    TrialBench bench(5ms);
    bench.say("ATE0\r");
    bench.run_for(5ms);
    bench.say("AT+XABORT\r");
    bench.trial().pending.finish(at::Reply::ok().taking(5ms));
    CHECK(bench.say(" ").empty());
    bench.run_for(5ms);
    CHECK(bench.take() == "\r\nOK\r\n");
    CHECK(bench.trial().aborted == 0);
}
