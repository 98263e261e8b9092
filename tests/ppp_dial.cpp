#include "tests/support/internet_bench.hpp"
#include "tests/support/mux_dte.hpp"
#include "tests/support/ppp_host.hpp"

#include <string>

using namespace sara;
using namespace sara::test;
using ppp::Code;
using ppp::Protocol;

namespace {

const std::string kOk = "\r\nOK\r\n";
const std::string kConnect = "\r\nCONNECT\r\n";
const std::string kNoCarrier = "\r\nNO CARRIER\r\n";

/// A registered module in a network, without a call.
struct DialBench : InternetBench {
    explicit DialBench(std::string_view network = R"({})") : InternetBench(network) {}

    std::string dial(std::string_view line = "ATD*99***1#") {
        return dte.exchange(std::string(line) + "\r", 10ms).substr(0, kConnect.size());
    }
};

}  // namespace

TEST_CASE("Every way to dial the packet service connects", "[ppp][at-syntax-10]") {
    const std::string line = GENERATE("ATD*99***1#", "ATD*99#", "ATD*99***#", "ATDT*99***1#",
                                      "atd*99***1#", "ATD*99**1*1#", "ATD*99**PPP*1#");
    DialBench bench;
    CHECK(bench.dial(line) == kConnect);
}

TEST_CASE("Other numbers and contexts that do not exist are errors", "[ppp][at-syntax-10]") {
    const std::string line = GENERATE("ATD123;", "ATD*99***9#", "ATD*98#", "ATD*99***x#", "ATD",
                                      "ATD*99***1*2#", "ATD*99**IP*1#", "ATD*99***0#");
    DialBench bench;
    CHECK(bench.dte.ask(line) == "ERROR");
}

TEST_CASE("Without a network, or with a SIM that is locked, dialling is an error",
          "[ppp][at-syntax-10]") {
    DialBench bench;
    bench.dte.ask("AT+CFUN=4");
    bench.run_for(5s);
    CHECK(bench.dte.ask("ATD*99***1#") == "ERROR");
}

TEST_CASE("A context that is not active is opened by the call and closed after it",
          "[ppp][at-syntax-10]") {
    DialBench bench;
    REQUIRE(bench.dte.ask("AT+CGDCONT=2,\"IP\",\"second\"") == "OK");
    REQUIRE(bench.dial("ATD*99***2#") == kConnect);
    PppHost host(bench);
    host.bring_up();
    CHECK(host.address() == network::Address::v4({192, 168, 202, 1}));
    CHECK(bench.device->contexts.connection(2) != nullptr);
    host.send(Protocol::Lcp, Code::TerminateRequest, 9);
    host.run_for(200ms);
    CHECK(bench.device->contexts.connection(2) == nullptr);
    CHECK(bench.device->contexts.connection(1) != nullptr);
}

TEST_CASE("~+++ leads to commands, O back, H out", "[ppp][at-syntax-7]") {
    DialBench bench;
    REQUIRE(bench.dial() == kConnect);
    PppHost host(bench);
    host.bring_up();
    REQUIRE(host.is_up());
    CHECK(bench.dte.exchange("~+++", 100ms) == kOk);
    CHECK(bench.dte.ask("AT+CGMI") == "u-blox");
    bench.device->urcs().post("+ALL: 1");
    bench.run_for(100ms);
    CHECK(bench.dte.take_bytes() == "\r\n+ALL: 1\r\n");
    CHECK(bench.dial("ATO") == kConnect);
    bench.device->urcs().post("+ALL: 2");
    host.send(Protocol::Lcp, Code::EchoRequest, 5, {0, 0, 0, 0});
    host.run_for(100ms);
    CHECK(host.packets(Protocol::Lcp, Code::EchoReply).size() == 1);
    CHECK(host.outside.find("+ALL: 2") == std::string::npos);
    CHECK(bench.dte.exchange("~+++~", 100ms) == kOk + "\r\n+ALL: 2\r\n");
    CHECK(bench.dte.ask("ATH") == "OK");
    CHECK(bench.dte.ask("ATO") == "NO CARRIER");
    CHECK(bench.dial() == kConnect);
}

TEST_CASE("+++ with the guard times of a direct link is nothing to a call", "[ppp][at-syntax-7]") {
    DialBench bench;
    bench.dial();
    bench.run_for(2s);
    bench.dte.take_bytes();
    bench.dte.send("+++");
    bench.run_for(2s);
    CHECK(bench.dte.take_bytes().find("OK") == std::string::npos);
}

TEST_CASE("DTR going off does what &D says", "[ppp][at-syntax-2]") {
    struct Row {
        int d;
        std::string answer;
    };
    const auto row = GENERATE(Row{0, ""}, Row{1, kOk}, Row{2, kNoCarrier});
    DialBench bench;
    bench.dte.ask("AT&D" + std::to_string(row.d));
    bench.dial();
    PppHost host(bench);
    host.bring_up();
    REQUIRE(host.is_up());
    bench.dte.take_bytes();
    bench.uart.dte().set_signal(Signal::Dtr, false);
    bench.run_for(500ms);
    CHECK(bench.dte.take_bytes() == row.answer);
}

TEST_CASE("DCD follows the call, in online command mode too", "[ppp][at-syntax-2]") {
    DialBench bench;
    bench.dte.ask("AT+USIO=1");
    bench.reboot();
    bench.dte.ask("ATE0");
    bench.run_until_registered();
    const auto dcd = [&] { return bench.uart.dte().signal(Signal::Dcd); };
    CHECK_FALSE(dcd());
    bench.dial();
    CHECK(dcd());
    PppHost host(bench);
    host.bring_up();
    bench.dte.exchange("~+++", 100ms);
    CHECK(dcd());
    bench.dte.ask("ATH");
    CHECK_FALSE(dcd());
}

TEST_CASE("A call ends with its context", "[ppp][at-syntax-5]") {
    DialBench bench;
    bench.dial();
    PppHost host(bench);
    host.bring_up();
    SECTION("online") {
        bench.dte.take_bytes();
        bench.device->contexts.deactivate(1);
        bench.device->registration.set_attach_wanted(false);
        bench.run_for(1s);
        CHECK(bench.dte.take_bytes().starts_with(kNoCarrier));
    }
    SECTION("in online command mode") {
        bench.dte.exchange("~+++", 100ms);
        bench.dte.ask("AT+CGATT=0");
        bench.run_for(1s);
        CHECK(bench.dte.take_bytes().find(kNoCarrier) != std::string::npos);
        CHECK(bench.dte.ask("ATO") == "NO CARRIER");
    }
}

TEST_CASE("ATZ drops a call that is paused", "[ppp][V.250]") {
    DialBench bench;
    bench.dial();
    PppHost host(bench);
    host.bring_up();
    bench.dte.exchange("~+++", 100ms);
    bench.dte.ask("ATZ");
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("ATO") == "NO CARRIER");
}

TEST_CASE("A call on one channel leaves the other to commands", "[ppp][mux][at-syntax-9]") {
    DialBench bench(R"({"servers": [{"address": "192.0.2.7", "udp_echo": {}}]})");
    MuxDte mux(bench);
    mux.start();
    mux.open(1);
    mux.open(2);
    REQUIRE(mux.exchange(2, "ATD*99***1#\r", 20ms).starts_with(kConnect));
    PppHost host(
        [&mux](std::string_view bytes, Duration time) { return mux.exchange(2, bytes, time); }, {});
    host.bring_up();
    REQUIRE(host.is_up());
    CHECK(mux.exchange(1, "AT+CGMI\r") == "\r\nu-blox\r\n" + kOk);
    CHECK(mux.exchange(1, "ATD*99***1#\r") == "\r\nERROR\r\n");  // one at a time
    host.send_datagram("192.0.2.7", {5000, 7, {'h', 'i'}});
    host.run_for(2s);
    CHECK(host.take_ip().size() == 1);
    mux.send_status(2, 0x89);  // RTC off
    mux.run_for(100ms);
    CHECK(mux.take(2).ends_with(kNoCarrier));
    CHECK(mux.exchange(1, "ATD*99***1#\r").starts_with(kConnect));
}
