#include "tests/support/catch.hpp"

#include "sim/line.hpp"

#include <string>

using namespace sara::sim;

namespace {

/// A line in turbo, as a pseudo-terminal uses it: the host's frame is not known.
struct TurboLine : LineListener {
    TurboLine() {
        line.set_paced(false);
        line.dte().attach(this);
        line.dte().configure({.baud = 115200, .frame = kAnyFrame});
        line.dce().configure({.baud = 115200});
    }
    void on_bytes(Bytes bytes) override { heard += as_text(bytes); }

    Scheduler scheduler;
    Trace trace{scheduler};
    Line line{scheduler, trace, "uart"};
    std::string heard;
};

}  // namespace

TEST_CASE("In turbo, output at a new speed waits for the host to follow", "[sim][line]") {
    TurboLine bench;
    bench.line.dce().configure({.baud = 460800});
    bench.line.dce().send("\r\n+UFWUPD: ONGOING\r\n");
    bench.scheduler.run_until(Time(1s));
    CHECK(bench.line.awaits_host());
    CHECK(bench.heard.empty());

    bench.line.dte().configure({.baud = 460800, .frame = kAnyFrame});
    bench.scheduler.run_until(Time(1s));
    CHECK_FALSE(bench.line.awaits_host());
    CHECK(bench.heard == "\r\n+UFWUPD: ONGOING\r\n");
}

TEST_CASE("In turbo, a host that does not follow to a new speed reads garbage", "[sim][line]") {
    TurboLine bench;
    bench.line.dce().configure({.baud = 460800});
    bench.line.dce().send("\r\n+UFWUPD: ONGOING\r\n");
    bench.scheduler.run_until(Time(Line::kFollowing));
    CHECK_FALSE(bench.heard.empty());
    CHECK(bench.heard.find("UFWUPD") == std::string::npos);
}

TEST_CASE("A host that itself changes its speed is not waited for", "[sim][line]") {
    TurboLine bench;
    bench.line.dte().configure({.baud = 9600, .frame = kAnyFrame});
    CHECK_FALSE(bench.line.awaits_host());
    bench.line.dce().send("OK");
    bench.scheduler.run_until(Time(0s));
    CHECK(bench.heard != "OK");
    CHECK_FALSE(bench.heard.empty());
}

TEST_CASE("An end without a frame uses the other end's", "[sim][line]") {
    TurboLine bench;
    bench.line.dce().configure({.baud = 115200, .frame = {7, Parity::Even, 1}});
    bench.line.dce().send("OK");
    bench.scheduler.run_until(Time(0s));
    CHECK(bench.heard == "OK");
    CHECK(bench.line.dce().measured() == LineSettings{115200, {7, Parity::Even, 1}});
}
