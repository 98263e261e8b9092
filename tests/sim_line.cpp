#include "tests/support/catch.hpp"

#include "sim/line.hpp"
#include "sim/line_split.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace sara::sim;

namespace {

/// Writes down what one end hears and when.
struct Ear : LineListener {
    explicit Ear(Scheduler& its_scheduler) : scheduler(its_scheduler) {}
    void on_bytes(Bytes bytes) override {
        text += as_text(bytes);
        arrivals.emplace_back(scheduler.now(), bytes.size());
    }
    void on_signal(Signal signal, bool on) override { signals.emplace_back(signal, on); }

    Scheduler& scheduler;
    std::string text;
    std::vector<std::pair<Time, std::size_t>> arrivals;
    std::vector<std::pair<Signal, bool>> signals;
};

struct Wire {
    Wire() {
        line.dte().attach(&host);
        line.dce().attach(&module);
    }
    void configure(std::uint32_t dte_baud, std::uint32_t dce_baud, Frame frame = {}) {
        line.dte().configure({dte_baud, frame});
        line.dce().configure({dce_baud, frame});
    }
    void run() { scheduler.run_until(scheduler.now() + 10s); }

    Scheduler scheduler;
    Trace trace{scheduler};
    Line line{scheduler, trace, "uart"};
    Ear host{scheduler};
    Ear module{scheduler};
};

std::vector<std::uint8_t> heard_as(std::vector<std::uint8_t> sent, LineSettings sender,
                                   LineSettings receiver) {
    return received_as(sent, sender, receiver);
}

constexpr Frame k8N1{};
constexpr Frame k7E1{7, Parity::Even, 1};
constexpr Frame k8O2{8, Parity::Odd, 2};

}  // namespace

TEST_CASE("Bytes take the time of their bits, and arrive together", "[sim][line]") {
    struct Row {
        std::uint32_t baud;
        Frame frame;
        Duration ten_bytes;
    };
    const auto row = GENERATE(Row{9600, k8N1, 10416666ns}, Row{115200, k8N1, 868055ns},
                              Row{921600, k8N1, 108506ns}, Row{9600, k7E1, 10416666ns},
                              Row{9600, k8O2, 12500us}, Row{0, k8N1, 868055ns});
    Wire wire;
    wire.configure(row.baud, row.baud, row.frame);
    wire.line.dte().send("0123456789");
    CHECK(wire.line.dte().pending() == 10);
    wire.run();
    CHECK(wire.module.text == "0123456789");
    CHECK(wire.module.arrivals == std::vector{std::pair{Time(row.ten_bytes), std::size_t{10}}});
    CHECK(wire.line.dte().pending() == 0);
}

TEST_CASE("Long data arrives in chunks, none lost", "[sim][line]") {
    Wire wire;
    wire.line.dce().send(std::string(5000, 'x'));
    wire.run();
    CHECK(wire.host.text == std::string(5000, 'x'));
    REQUIRE(wire.host.arrivals.size() == 3);
    CHECK(wire.host.arrivals[2].second == 904);
    CHECK(wire.host.arrivals[2].first == Time(434027776ns));  // 50000 bits, each chunk rounded down
}

TEST_CASE("What is cut arrives in two pieces, the pause between them, and nothing overtakes it",
          "[sim][line]") {
    struct Cutter final : LineCutter {
        Cut cut(Bytes sent) override { return {.at = sent.size() / 2, .pause = 1s}; }
    } cutter;
    Wire wire;
    wire.configure(9600, 9600);
    wire.line.dce().set_cutter(&cutter);
    wire.line.dce().send("ab");
    wire.line.dce().set_cutter(nullptr);
    wire.line.dce().send("cd");
    CHECK(wire.line.dce().pending() == 4);
    wire.run();
    REQUIRE(wire.host.arrivals.size() == 3);
    CHECK(wire.host.text == "abcd");
    CHECK(wire.host.arrivals[1].first - wire.host.arrivals[0].first >= 1s);
    CHECK(wire.host.arrivals[1].second == 1);
}

TEST_CASE("The pause of a cut is the host's to bear: it is not the module's work", "[sim][line]") {
    LineSplitter splitter(1, {.at = 1, .pause = 1s});
    Wire wire;
    wire.line.set_paced(false);
    wire.line.dce().set_cutter(&splitter);
    wire.line.dce().send("ab");
    while (wire.scheduler.skip_to_work()) {
    }
    CHECK(wire.host.text == "a");
    wire.run();
    CHECK(wire.host.text == "ab");
}

TEST_CASE("What is sent keeps the speed that its sender had, as a driver drains before a change",
          "[sim][line]") {
    Wire wire;
    wire.configure(115200, 115200);
    wire.line.dte().send("AT+UFWUPD=1,460800\r");
    wire.line.dte().configure({.baud = 460800});
    wire.line.dte().send("AT\r");
    wire.run();
    CHECK(wire.module.text.starts_with("AT+UFWUPD=1,460800\r"));
    CHECK_FALSE(wire.module.text.ends_with("AT\r"));
}

TEST_CASE("A line that is not paced delivers at once", "[sim][line]") {
    Wire wire;
    wire.line.set_paced(false);
    wire.line.dte().send("AT\r");
    wire.run();
    CHECK(wire.module.arrivals == std::vector{std::pair{Time{}, std::size_t{3}}});
}

TEST_CASE("A wrong speed garbles what is heard, both ways", "[sim][line]") {
    Wire wire;
    wire.configure(115200, 460800);
    wire.line.dte().send("AT+CGMM\r");
    wire.line.dce().send("+UFWUPD: ONGOING");
    wire.run();
    CHECK(wire.module.text.find("AT") == std::string::npos);
    CHECK(wire.host.text.find("UFWUPD") == std::string::npos);
    CHECK_FALSE((wire.module.text.empty() && wire.host.text.empty()));
}

TEST_CASE("What a receiver makes of another speed follows from the levels", "[sim][line]") {
    // A zero at a twelfth of the speed is one long low: a zero, then waiting for idle.
    CHECK(heard_as({0x00}, {9600, k8N1}, {115200, k8N1}) == std::vector<std::uint8_t>{0x00});
    // The only low of FFh is its start bit: twelve times too short to be one.
    CHECK(heard_as({0xFF}, {115200, k8N1}, {9600, k8N1}).empty());
    // Two of its bits are one of ours: start 0,1 1,1 1,1 ... is FFh shifted.
    CHECK(heard_as({0xF0}, {9600, k8N1}, {19200, k8N1}) == std::vector<std::uint8_t>{0x00});
    // 8N1 read as 7E1: bit 7 is taken for the parity bit.
    CHECK(heard_as({0xC1}, {9600, k8N1}, {9600, k7E1}) == std::vector<std::uint8_t>{0x41});
}

TEST_CASE("Two per cent off is no harm to any byte", "[sim][line]") {
    std::vector<std::uint8_t> all(256);
    for (std::size_t value = 0; value < all.size(); ++value)
        all[value] = static_cast<std::uint8_t>(value);
    const std::uint32_t baud = GENERATE(113000U, 117500U);
    for (const std::uint8_t byte : all)
        CHECK(heard_as({byte}, {115200, k8N1}, {baud, k8N1}) == std::vector<std::uint8_t>{byte});
}

TEST_CASE("An end without a speed follows the other, and measures it", "[sim][line]") {
    Wire wire;
    wire.configure(230400, 0);
    wire.line.dte().send("AT\r");
    wire.line.dce().send("OK");
    wire.run();
    CHECK(wire.line.dce().measured() == LineSettings{230400, {}});
    CHECK(wire.module.text == "AT\r");
    CHECK(wire.host.text == "OK");
}

TEST_CASE("A held end finishes what is on the wire, then waits", "[sim][line]") {
    Wire wire;
    wire.line.dte().send("one");
    wire.line.dte().hold(true);
    wire.line.dte().send("two");
    wire.run();
    CHECK(wire.module.text == "one");
    CHECK(wire.line.dte().pending() == 3);
    wire.line.dte().hold(false);
    wire.run();
    CHECK(wire.module.text == "onetwo");
}

TEST_CASE("What was not sent when the sender lost power never arrives", "[sim][line]") {
    Wire wire;
    wire.line.dce().send("OK");
    wire.line.dce().drop_pending();
    wire.run();
    CHECK(wire.host.text.empty());
    wire.line.dce().send("again");
    wire.run();
    CHECK(wire.host.text == "again");
}

TEST_CASE("A pulled cable loses bytes and drops every signal", "[sim][line]") {
    Wire wire;
    wire.line.dce().set_signal(Signal::Cts, true);
    wire.line.set_connected(false);
    wire.line.dte().send("lost");
    wire.run();
    CHECK(wire.module.text.empty());
    CHECK_FALSE(wire.line.signal(Signal::Cts));
    wire.line.set_connected(true);
    CHECK(wire.line.signal(Signal::Cts));
    wire.line.dte().send("heard");
    wire.run();
    CHECK(wire.module.text == "heard");
}

TEST_CASE("A cable that is pulled and plugged in again tells both ends its signals",
          "[sim][line]") {
    Wire wire;
    wire.line.dte().set_signal(Signal::Rts, true);
    wire.line.dce().set_signal(Signal::Cts, true);
    wire.module.signals.clear();
    wire.host.signals.clear();
    wire.line.set_connected(false);
    wire.line.set_connected(false);
    wire.line.dce().set_signal(Signal::Cts, false);
    wire.line.dce().set_signal(Signal::Dcd, true);
    wire.line.set_connected(true);
    using Changes = std::vector<std::pair<Signal, bool>>;
    CHECK(wire.module.signals == Changes{{Signal::Rts, false}, {Signal::Rts, true}});
    CHECK(wire.host.signals == Changes{{Signal::Cts, false}, {Signal::Dcd, true}});
}

TEST_CASE("Signals are told to the other end, once a change", "[sim][line]") {
    Wire wire;
    wire.line.dte().set_signal(Signal::Dtr, true);
    wire.line.dte().set_signal(Signal::Dtr, true);
    wire.line.dce().set_signal(Signal::Ri, true);
    wire.line.dce().set_signal(Signal::Ri, false);
    CHECK(wire.module.signals == std::vector{std::pair{Signal::Dtr, true}});
    CHECK(wire.host.signals == std::vector{std::pair{Signal::Ri, true}, {Signal::Ri, false}});
}
