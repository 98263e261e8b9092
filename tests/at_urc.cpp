#include "models/commands/catalogue.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/trial.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("A URC in command mode is sent at once, even into a half-typed line", "[at-syntax-5]") {
    TrialBench bench;
    bench.interpreter.urcs().post("+UUSOCL: 0");
    CHECK(bench.take() == "\r\n+UUSOCL: 0\r\n");
    CHECK(bench.say("AT+CM") == "AT+CM");
    bench.interpreter.urcs().post("+UUSOCL: 1");
    CHECK(bench.take() == "\r\n+UUSOCL: 1\r\n");
    CHECK(bench.say("EE?\r") == "EE?\r\r\n+CMEE: 0\r\n\r\nOK\r\n");
}

TEST_CASE("URCs wait for the final result code of the command that runs", "[at-syntax-5]") {
    TrialBench bench(5ms);
    bench.say("AT\r");
    bench.interpreter.urcs().post("+A: 1");
    bench.interpreter.urcs().post("+B: 2");
    CHECK(bench.take().empty());
    bench.run_for(5ms);
    CHECK(bench.take() == "\r\nOK\r\n\r\n+A: 1\r\n\r\n+B: 2\r\n");
}

TEST_CASE("URCs wait while a command has not answered yet", "[at-syntax-5]") {
    TrialBench bench;
    bench.say("ATE0\r");
    bench.say("AT+XLATER\r");
    bench.interpreter.urcs().post("+A: 1");
    bench.run_for(100s);
    CHECK(bench.take().empty());
    bench.trial().pending.finish(at::Reply::text("+XLATER: 7"));
    CHECK(bench.take() == "\r\n+XLATER: 7\r\n\r\nOK\r\n\r\n+A: 1\r\n");
}

TEST_CASE("URCs wait while a prompt is open and while data flow", "[at-syntax-5][at-syntax-6]") {
    TrialBench bench;
    bench.say("ATE0\r");
    bench.say("AT+XASK=2\r");
    bench.interpreter.urcs().post("+A: 1");
    CHECK(bench.take().empty());
    CHECK(bench.say("xy") == "\r\n+XGOT: xy\r\n\r\nOK\r\n\r\n+A: 1\r\n");
    CHECK(bench.say("AT+XCONN\r") == "\r\nCONNECT\r\n");
    bench.interpreter.urcs().post("+A: 2");
    CHECK(bench.take().empty());
    bench.trial().data_port->leave_data(at::Reply::result(at::ResultCode::NoCarrier));
    CHECK(bench.take() == "\r\nNO CARRIER\r\n\r\n+A: 2\r\n");
}

TEST_CASE("URCs wait until the port is open", "[AD-13]") {
    TrialBench bench;
    bench.port.open = false;
    at::Settings settings(commands::catalogue(), bench.bench.storage->nvm);
    at::Interpreter closed(bench.bench.kernel.scheduler, bench.bench.kernel.trace, bench.port,
                           settings, *bench.bench.device, {});
    closed.urcs().post("+A: 1");
    CHECK(bench.take().empty());
    bench.port.open = true;
    closed.on_open();
    CHECK(bench.take() == "\r\n+A: 1\r\n");
}

TEST_CASE("Data mode passes bytes through and knows DTR and the carrier", "[at-syntax-5]") {
    TrialBench bench;
    bench.say("ATE0\r");
    bench.say("AT+XCONN\r");
    CHECK(bench.interpreter.mode() == at::Mode::Data);
    CHECK(bench.port.carrier);
    CHECK(bench.say("AT\r\n+++").empty());
    CHECK(bench.trial().data == "AT\r\n+++");
    bench.trial().data_port->send_data("from afar");
    CHECK(bench.take() == "from afar");
    bench.interpreter.on_dtr_off();
    CHECK(bench.trial().dtr_drops == 1);
    bench.trial().data_port->leave_data(at::Reply::ok());
    CHECK_FALSE(bench.port.carrier);
    CHECK(bench.take() == "\r\nOK\r\n");
    CHECK(bench.say("AT\r") == "\r\nOK\r\n");
    bench.interpreter.on_dtr_off();
    CHECK(bench.trial().dtr_drops == 1);
}
