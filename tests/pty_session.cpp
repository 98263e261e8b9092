#include "tests/support/catch.hpp"

#include "pty/session.hpp"
#include "tests/support/host_terminal.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <future>
#include <string>
#include <thread>

using namespace sara;
using namespace std::chrono_literals;
using pty::Session;
using pty::Speed;
using test::HostTerminal;

namespace {

constexpr Speed kTurbo{Speed::Kind::Turbo, 1.0};

/// The least a module can be: a line of text is a command that takes time.
class LittleModem final : sim::LineListener {
 public:
    LittleModem(sim::Scheduler& scheduler, sim::Line& line)
        : line_(line),
          work_(scheduler.timer("work", [this] { answer("DONE"); })),
          stall_(scheduler.timer(sim::patience("stall"), [this] { answer("TIME-OUT"); })) {
        line_.dce().attach(this);
        line_.dce().configure({.baud = 115200});
    }

 private:
    void on_bytes(sim::Bytes bytes) override {
        command_ += sim::as_text(bytes);
        for (std::size_t end = 0; (end = command_.find('\r')) != std::string::npos;) {
            obey(command_.substr(0, end));
            command_.erase(0, end + 1);
        }
    }
    void obey(std::string_view command) {
        if (command == "AT") answer("OK");
        if (command == "INSTALL") work_.restart(25min);
        if (command == "ASK") stall_.restart(1s);
        if (command == "FAST") {
            line_.dce().configure({.baud = 460800});
            answer("ONGOING");
        }
    }
    void answer(std::string_view text) { line_.dce().send(fmt::format("\r\n{}\r\n", text)); }

    sim::Line& line_;
    sim::Timer work_;
    sim::Timer stall_;
    std::string command_;
};

/// A session in a thread of its own, and a host in the test's.
class LiveBench {
 public:
    explicit LiveBench(Speed speed) : speed_(speed) {
        std::promise<std::string> ready;
        std::future<std::string> device = ready.get_future();
        thread_ = std::thread([this, &ready] { live(ready); });
        device_ = device.get();
    }
    ~LiveBench() {
        static_cast<void>(::write(stop_[1], "x", 1));
        thread_.join();
        ::close(stop_[0]);
        ::close(stop_[1]);
    }
    LiveBench(const LiveBench&) = delete;
    LiveBench& operator=(const LiveBench&) = delete;

    HostTerminal open_host() const { return HostTerminal(device_); }

 private:
    void live(std::promise<std::string>& ready) {
        sim::Scheduler scheduler;
        sim::Trace trace{scheduler};
        sim::Line line{scheduler, trace, "uart"};
        const LittleModem modem(scheduler, line);
        pty::Port port(line);
        Session session(scheduler, speed_);
        session.add(port);
        session.watch(stop_[0], [&session] {
            session.stop();
            return false;
        });
        ready.set_value(port.terminal().device());
        session.run();
    }

    Speed speed_;
    std::array<int, 2> stop_ = [] {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
        return ends;
    }();
    std::string device_;
    std::thread thread_;
};

/// Sends a command and reads until `expected` is there; how long that took.
std::chrono::duration<double> ask(const HostTerminal& host, std::string_view command,
                                  std::string_view expected) {
    const auto start = std::chrono::steady_clock::now();
    host.write(command);
    std::string answer;
    while (answer.find(expected) == std::string::npos) {
        answer += host.read();
        REQUIRE(std::chrono::steady_clock::now() - start < 10s);
    }
    return std::chrono::steady_clock::now() - start;
}

}  // namespace

TEST_CASE("A session answers, also a host that comes back", "[pty][session]") {
    const LiveBench bench(GENERATE(Speed{}, kTurbo, Speed{Speed::Kind::Scaled, 10}));
    for (int visit = 0; visit < 3; ++visit) {
        const HostTerminal host = bench.open_host();
        ask(host, "AT\r", "\r\nOK\r\n");
    }
}

TEST_CASE("In turbo 25 minutes of work are over at once, a second of patience is not",
          "[pty][session]") {
    const LiveBench bench(kTurbo);
    const HostTerminal host = bench.open_host();
    CHECK(ask(host, "INSTALL\r", "DONE").count() < 10);
    CHECK(ask(host, "ASK\r", "TIME-OUT").count() >= 1);
    const auto asked = std::chrono::steady_clock::now();
    host.write("ASK\r");
    CHECK(ask(host, "INSTALL\r", "DONE").count() < 10);
    ask(host, "", "TIME-OUT");
    CHECK(std::chrono::steady_clock::now() - asked >= 1s);
}

TEST_CASE("In real time bytes take their time on the wire", "[pty][session]") {
    const LiveBench bench(Speed{});
    HostTerminal host = bench.open_host();
    std::string commands;
    for (int command = 0; command < 400; ++command) commands += "at\r";  // too short: no answer
    // 1203 characters of 10 bits at 115200 bit/s: 104 ms
    CHECK(ask(host, commands + "AT\r", "OK").count() >= 0.104);
}

TEST_CASE("In turbo a host has the time to follow to a new speed", "[pty][session]") {
    const LiveBench bench(kTurbo);
    HostTerminal host = bench.open_host();
    host.set_speed(B115200);
    host.write("FAST\r");
    CHECK(host.read().empty());
    SECTION("with the port open") {
        host.set_speed(B460800);
        ask(host, "", "ONGOING");
    }
    SECTION("closing and reopening it") {
        host.close();
        std::this_thread::sleep_for(100ms);
        HostTerminal again = bench.open_host();
        again.set_speed(B460800);
        ask(again, "", "ONGOING");
    }
}

TEST_CASE("In turbo a host that takes over the port misses nothing", "[pty][session]") {
    const LiveBench bench(kTurbo);
    HostTerminal first = bench.open_host();
    const HostTerminal second = bench.open_host();
    first.write("INSTALL\rAT\r");      // AT is answered at once, the work is done 25 minutes later
    std::string heard = first.read();  // the answer; the end too if it reads long enough
    first.close();
    for (int tries = 0; tries < 50 && heard.find("DONE") == std::string::npos; ++tries) {
        heard += second.read();
    }
    CHECK(heard == "\r\nOK\r\n\r\nDONE\r\n");
}

TEST_CASE("SIGTERM ends a session in order", "[pty][session]") {
    sim::Scheduler scheduler;
    Session session(scheduler, kTurbo);
    const auto late = scheduler.after(1h, sim::patience("late"), [] {});
    const auto kill = scheduler.after(1ms, "kill", [] { static_cast<void>(std::raise(SIGTERM)); });
    session.skip_always();
    session.run();
    CHECK(scheduler.now() < sim::Time(1h));
}
