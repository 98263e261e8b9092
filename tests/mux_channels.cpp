#include "tests/support/catch.hpp"
#include "tests/support/internet_bench.hpp"
#include "tests/support/mux_dte.hpp"

#include <algorithm>
#include <string>

using namespace sara;
using namespace sara::test;
using mux::ControlMessage;
using mux::ControlType;
using mux::FrameType;

namespace {

const std::string kOk = "\r\nOK\r\n";

constexpr std::uint8_t kAllOn = 0x8D;
constexpr std::uint8_t kStopped = 0x8F;
constexpr std::uint8_t kDtrOff = 0x89;

/// A host with the control channel and two others open.
struct TwoChannels : MuxDte {
    explicit TwoChannels(Bench& bench) : MuxDte(bench) {
        start();
        open(1);
        open(2);
        send_status(1, kAllOn);
        send_status(2, kAllOn);
        run_for(100ms);
    }
};

std::string raw(std::initializer_list<int> bytes) {
    std::string text;
    for (const int byte : bytes) text += static_cast<char>(byte);
    return text;
}

}  // namespace

TEST_CASE("A multiplexer is started, used and closed, to the byte", "[mux][at-syntax-9]") {
    Bench bench;
    bench.dte.ask("ATE0");
    CHECK(bench.dte.exchange("AT+CMUX=0,0,,1509,,,,,\r", 100ms) == kOk);
    CHECK(bench.dte.exchange(raw({0xF9, 0x03, 0x3F, 0x01, 0x1C, 0xF9}), 100ms) ==
          raw({0xF9, 0x03, 0x73, 0x01, 0xD7, 0xF9}));
    // UA, then the control lines of the channel.
    CHECK(bench.dte.exchange(raw({0xF9, 0x07, 0x3F, 0x01, 0xDE, 0xF9}), 100ms) ==
          raw({0xF9, 0x07, 0x73, 0x01, 0x15, 0xF9}) +
              raw({0xF9, 0x01, 0xEF, 0x09, 0xE3, 0x05, 0x07, 0x8D, 0x9A, 0xF9}));
    CHECK(bench.dte.exchange(raw({0xF9, 0x03, 0xEF, 0x09, 0xE1, 0x05, 0x07, 0x8D, 0xFB, 0xF9}))
              .empty());
    CHECK(bench.dte.exchange(raw({0xF9, 0x07, 0xEF, 0x07, 0x41, 0x54, 0x0D, 0xD3, 0xF9}), 100ms) ==
          raw({0xF9, 0x05, 0xEF, 0x0D, 0x0D, 0x0A, 0x4F, 0x4B, 0x0D, 0x0A, 0x5F, 0xF9}));
    const std::string closing = GENERATE(raw({0xF9, 0x03, 0xEF, 0x05, 0xC3, 0x01, 0xF2, 0xF9}),
                                         raw({0xF9, 0x03, 0xFF, 0x05, 0xC3, 0x01, 0xE7, 0xF9}));
    const std::string closed = bench.dte.exchange(closing, 100ms);
    CHECK(closed == mux::encode(mux::Frame{.info = {0xC1, 0x01}}));
    CHECK(bench.dte.exchange("AT\r", 100ms) == kOk);
}

TEST_CASE("+CMUX knows the basic option, once", "[mux][at-syntax-9]") {
    Bench bench;
    bench.dte.ask("ATE0");
    bench.dte.ask("AT+CMEE=1");
    CHECK(bench.dte.ask("AT+CMUX?") == "+CME ERROR: 3");
    CHECK(bench.dte.ask("AT+CMUX=1") == "+CME ERROR: 4");
    CHECK(bench.dte.ask("AT+CMUX=0,0,,1510") == "+CME ERROR: 4");
    CHECK(bench.dte.ask("AT+CMUX=?").starts_with("+CMUX: (0)"));
    MuxDte host(bench);
    host.start("AT+CMUX=0,0,5,127,20,7,40,30");
    host.open(1);
    CHECK(host.exchange(1, "AT+CMUX?\r") == "\r\n+CMUX: 0,0,0,127,20,7,40,30,0\r\n" + kOk);
    CHECK(host.exchange(1, "AT+CMUX=0\r") == "\r\n+CME ERROR: 3\r\n");
}

TEST_CASE("Without a frame the port takes commands again after 5 s", "[mux][at-syntax-9]") {
    Bench bench;
    bench.dte.ask("ATE0");
    bench.dte.ask("AT+CMUX=0");
    CHECK(bench.dte.exchange("AT\r", 4s).empty());
    CHECK(bench.dte.exchange("AT\r", 500ms).empty());
    bench.run_for(1s);
    CHECK(bench.dte.exchange("AT\r", 100ms) == kOk);
}

TEST_CASE("The control channel is opened first, and channels that do not exist are refused",
          "[mux][at-syntax-8.1]") {
    Bench bench;
    MuxDte host(bench);
    bench.dte.ask("AT+CMUX=0");
    bench.dte.take_bytes();
    const auto open = [&](int dlci) {
        return host
            .exchange(mux::Frame{.type = FrameType::Sabm, .dlci = dlci, .cr = true, .pf = true})[0]
            .type;
    };
    CHECK(open(1) == FrameType::Dm);
    CHECK(open(0) == FrameType::Ua);
    CHECK(open(3) == FrameType::Ua);
    CHECK(open(4) == FrameType::Ua);  // the GNSS receiver's
    CHECK(open(5) == FrameType::Dm);
    CHECK(host.exchange(4, "AT\r").empty());
}

TEST_CASE("+USIO decides which channels there are", "[mux][at-syntax-8.1]") {
    struct Variant {
        int usio;
        int channels;
    };
    const auto variant = GENERATE(Variant{0, 4}, Variant{2, 3}, Variant{4, 3});
    Bench bench;
    bench.dte.ask("AT+USIO=" + std::to_string(variant.usio));
    bench.reboot();
    MuxDte host(bench);
    host.start();
    for (int dlci = 1; dlci <= variant.channels; ++dlci) host.open(dlci);
    const auto answer = host.exchange(
        mux::Frame{.type = FrameType::Sabm, .dlci = variant.channels + 1, .cr = true, .pf = true});
    CHECK(answer[0].type == FrameType::Dm);
}

TEST_CASE("A closed channel refuses what is asked of it", "[mux][at-syntax-9]") {
    Bench bench;
    TwoChannels host(bench);
    const mux::Frame disconnect{.type = FrameType::Disc, .dlci = 1, .cr = true, .pf = true};
    CHECK(host.exchange(disconnect)[0].type == FrameType::Ua);
    CHECK(host.exchange(disconnect)[0].type == FrameType::Dm);
    CHECK(host.exchange(1, "AT\r").empty());
    const mux::Frame polling{.dlci = 1, .cr = true, .pf = true, .info = {'A'}};
    CHECK(host.exchange(polling)[0].type == FrameType::Dm);
    CHECK(host.exchange(2, "AT\r") == kOk);
    host.open(1);
    CHECK(host.exchange(1, "AT\r") == kOk);
}

TEST_CASE("A line begun before a channel was closed is forgotten", "[mux]") {
    Bench bench;
    TwoChannels host(bench);
    host.send(1, "AT+CG");
    host.exchange(mux::Frame{.type = FrameType::Disc, .dlci = 1, .cr = true, .pf = true});
    host.open(1);
    CHECK(host.exchange(1, "AT\r") == kOk);
}

TEST_CASE("Channels begin with the UART's settings, and then have their own",
          "[mux][at-syntax-9]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=1");
    TwoChannels host(bench);
    CHECK(host.exchange(1, "AT+CMEE?\r") == "\r\n+CMEE: 1\r\n" + kOk);
    CHECK(host.exchange(1, "ATE1;+CMEE=2\r") == kOk);
    CHECK(host.exchange(1, "AT+CMEE?\r") == "AT+CMEE?\r\r\n+CMEE: 2\r\n" + kOk);
    CHECK(host.exchange(2, "AT+CMEE?\r") == "\r\n+CMEE: 1\r\n" + kOk);
    host.send_control({.type = ControlType::CloseDown});
    bench.run_for(100ms);
    CHECK(bench.dte.ask("AT+CMEE?") == "+CMEE: 1");
}

TEST_CASE("URCs come on the channels that want them", "[mux][at-syntax-9]") {
    Bench bench;
    bench.run_for(10s);
    TwoChannels host(bench);
    host.exchange(1, "AT+CEREG=1\r");
    host.take(2);
    const std::string own = host.exchange(1, "AT+CFUN=4\r", 10s);
    CHECK(own.find("+CEREG: 0") != std::string::npos);
    CHECK(host.take(2).find("+CEREG") == std::string::npos);
    bench.device->urcs().post("+ALL: 1");
    host.run_for(100ms);
    CHECK(host.take(1) == "\r\n+ALL: 1\r\n");
    CHECK(host.take(2) == "\r\n+ALL: 1\r\n");
    host.send_control({.type = ControlType::CloseDown});
    bench.run_for(100ms);
    bench.dte.take_bytes();
    bench.device->urcs().post("+ALL: 2");
    bench.run_for(100ms);
    CHECK(bench.dte.take_bytes() == "\r\n+ALL: 2\r\n");  // and nothing of what was before
}

TEST_CASE("A channel that is busy does not stop the other", "[mux][at-syntax-5]") {
    InternetBench bench(R"({"servers": [{"address": "192.0.2.7", "tcp_echo": {}}]})");
    bench.dte.ask("AT+USOCR=6");
    bench.dte.ask("AT+USOCO=0,\"192.0.2.7\",7");
    TwoChannels host(bench);
    CHECK(host.exchange(1, "AT+USODL=0\r").ends_with("\r\nCONNECT\r\n"));
    host.send(1, "over the link");
    CHECK(host.exchange(2, "AT+CGMM\r").ends_with(kOk));
    host.run_for(5s);
    CHECK(host.take(1) == "over the link");
    bench.device->urcs().post("+ALL: 1");
    host.run_for(100ms);
    CHECK(host.take(2) == "\r\n+ALL: 1\r\n");
    CHECK(host.take(1).empty());
    host.send_status(1, kDtrOff);  // RTC goes off: the session ends  [IP 4.2]
    host.run_for(100ms);
    CHECK(host.take(1) == "\r\nDISCONNECT\r\n" + kOk + "\r\n+ALL: 1\r\n");
}

TEST_CASE("MSC carries the control lines, and is answered", "[mux][at-syntax-9]") {
    Bench bench;
    MuxDte host(bench);
    host.start();
    host.open(1);
    REQUIRE(host.control.size() >= 1);
    CHECK(host.control[0].type == ControlType::ModemStatus);
    CHECK(host.control[0].value == std::vector<std::uint8_t>{0x07, kAllOn});
    host.control.clear();
    host.send_status(1, kAllOn);
    host.run_for(100ms);
    REQUIRE_FALSE(host.control.empty());
    CHECK_FALSE(host.control[0].is_command);
    CHECK(host.control[0].value == std::vector<std::uint8_t>{0x07, kAllOn});
}

TEST_CASE("The module repeats its MSC until it is answered, N2 times", "[mux]") {
    Bench bench;
    MuxDte host(bench);
    host.answers_status = false;
    host.start("AT+CMUX=0,0,,127,10,2,30");
    host.open(1);
    host.run_for(5s);
    CHECK(host.control.size() == 3);
}

TEST_CASE("A stopped channel keeps its data until it may send again", "[mux][at-syntax-9]") {
    Bench bench;
    TwoChannels host(bench);
    host.send_status(1, kStopped);
    CHECK(host.exchange(1, "AT\r").empty());
    CHECK(host.exchange(2, "AT\r") == kOk);
    host.send_status(1, kAllOn);
    host.run_for(100ms);
    CHECK(host.take(1) == kOk);
}

TEST_CASE("FCoff stops all channels, FCon lets them go on", "[mux]") {
    Bench bench;
    TwoChannels host(bench);
    host.send_control({.type = ControlType::FlowOff});
    CHECK(host.exchange(1, "AT\r").empty());
    CHECK(host.exchange(2, "AT\r").empty());
    host.send_control({.type = ControlType::FlowOn});
    host.run_for(100ms);
    CHECK(host.take(1) == kOk);
    CHECK(host.take(2) == kOk);
}

TEST_CASE("Test comes back, PSC is agreed to, and what is unknown is said to be",
          "[mux][at-syntax-9]") {
    Bench bench;
    MuxDte host(bench);
    host.start();
    const auto answer_to = [&](ControlMessage message) {
        host.control.clear();
        host.send_control(message);
        host.run_for(100ms);
        REQUIRE(host.control.size() == 1);
        CHECK_FALSE(host.control[0].is_command);
        return host.control[0];
    };
    CHECK(answer_to({.type = ControlType::Test, .value = {1, 2, 3}}).value ==
          std::vector<std::uint8_t>{1, 2, 3});
    CHECK(answer_to({.type = ControlType::PowerSaving}).type == ControlType::PowerSaving);
    const auto refusal = answer_to({.type = static_cast<ControlType>(0x51), .value = {7, 1}});
    CHECK(refusal.type == ControlType::NotSupported);
    CHECK(refusal.value == std::vector<std::uint8_t>{0x53});
    const auto agreed = answer_to(
        {.type = ControlType::ParameterNegotiation, .value = {1, 0, 7, 10, 0x40, 0x00, 3, 0}});
    CHECK(agreed.value == std::vector<std::uint8_t>{1, 0, 7, 10, 0x40, 0x00, 3, 0});
    const auto bounded = answer_to(
        {.type = ControlType::ParameterNegotiation, .value = {1, 1, 7, 10, 0x00, 0x10, 3, 0}});
    CHECK(bounded.value == std::vector<std::uint8_t>{1, 0, 7, 10, 127, 0x00, 3, 0});
}

TEST_CASE("No frame of the module is longer than N1", "[mux][at-syntax-9]") {
    Bench bench;
    MuxDte host(bench);
    host.start("AT+CMUX=0,0,,31");
    host.open(1);
    host.send_status(1, kAllOn);
    host.frames.clear();
    const std::string answer = host.exchange(1, "AT&V\r", 2s);
    CHECK(answer.size() > 100);
    CHECK(answer.ends_with(kOk));
    CHECK(std::ranges::all_of(host.frames,
                              [](const mux::Frame& frame) { return frame.info.size() <= 31; }));
}

TEST_CASE("DISC on the control channel closes the multiplexer", "[mux][at-syntax-9]") {
    Bench bench;
    TwoChannels host(bench);
    const auto answer =
        host.exchange(mux::Frame{.type = FrameType::Disc, .dlci = 0, .cr = true, .pf = true});
    REQUIRE(answer.size() == 1);
    CHECK(answer[0].type == FrameType::Ua);
    CHECK(bench.dte.exchange("AT\r", 100ms) == kOk);
    TwoChannels again(bench);
    CHECK(again.exchange(2, "AT\r") == kOk);
}

TEST_CASE("A reset drops the multiplexer", "[mux][at-syntax-9]") {
    Bench bench;
    TwoChannels host(bench);
    CHECK(host.exchange(1, "AT+CFUN=16\r") == kOk);
    CHECK(bench.control.what.starts_with("reset"));
    bench.reboot();
    CHECK(bench.dte.exchange("AT\r", 100ms).ends_with(kOk));
}

TEST_CASE("The UART's own DTR means nothing to channels", "[mux][IP-4.2]") {
    InternetBench bench(R"({"servers": [{"address": "192.0.2.7", "tcp_echo": {}}]})");
    bench.dte.ask("AT+USOCR=6");
    bench.dte.ask("AT+USOCO=0,\"192.0.2.7\",7");
    TwoChannels host(bench);
    host.exchange(1, "AT+USODL=0\r");
    bench.uart.dte().set_signal(Signal::Dtr, false);
    host.run_for(5s);
    CHECK(host.take(1).empty());
}
