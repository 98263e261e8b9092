#include "tests/support/catch.hpp"

#include "pty/port.hpp"
#include "tests/support/host_terminal.hpp"

#include <termios.h>

#include <string>

using namespace sara;
using namespace std::chrono_literals;
using pty::Port;
using sim::Signal;
using test::HostTerminal;

namespace {

/// A port with the module's end of the line in the test's hand.
struct PortBench : sim::LineListener {
    PortBench() {
        line.set_paced(false);
        line.dce().attach(this);
    }
    void on_bytes(sim::Bytes bytes) override { heard += sim::as_text(bytes); }
    void on_signal(Signal signal, bool on) override {
        heard += on ? '+' : '-';
        heard += name_of(signal);
    }

    /// What a session does whenever anything is ready.
    void serve() {
        port.take_settings();
        port.on_opened_or_closed();
        port.on_readable();
        scheduler.run_until(scheduler.now());
        port.on_time_passed();
        if (port.has_unwritten()) port.on_writable();
    }
    void answer(std::string_view text) {
        port.take_settings();
        line.dce().send(text);
        scheduler.run_until(scheduler.now());
    }
    HostTerminal open_host() { return HostTerminal(port.terminal().device()); }

    sim::Scheduler scheduler;
    sim::Trace trace{scheduler};
    sim::Line line{scheduler, trace, "uart"};
    Port port{line};
    std::string heard;
};

}  // namespace

TEST_CASE("A host that never set a speed is served at the module's, raw", "[pty][port]") {
    PortBench bench;
    bench.line.dce().configure({.baud = 9600});
    const HostTerminal host = bench.open_host();
    host.write("AT\r\n\x03\x04\x11\x7f\xff");
    bench.serve();
    CHECK(bench.heard == "+DTR+RTSAT\r\n\x03\x04\x11\x7f\xff");
    bench.answer("\r\nOK\r\n\x13");
    CHECK(host.read() == "\r\nOK\r\n\x13");
}

TEST_CASE("A host that has set a speed is held to it", "[pty][port]") {
    PortBench bench;
    bench.line.dce().configure({.baud = 115200});
    HostTerminal host = bench.open_host();
    bench.serve();
    host.set_speed(B9600);
    bench.answer("OK");
    const std::string garbage = host.read();
    CHECK_FALSE(garbage.empty());
    CHECK(garbage != "OK");
    host.set_speed(B115200);
    bench.answer("OK");
    CHECK(host.read() == "OK");

    SECTION("also to 38400, the speed of a fresh terminal") {
        host.set_speed(B38400);
        bench.serve();
        CHECK(bench.line.dte().settings().baud == 38400);
    }
    SECTION("even after it closed and reopened") {
        host.set_speed(B460800);
        host.close();
        bench.serve();
        host = bench.open_host();
        bench.serve();
        CHECK(bench.line.dte().settings().baud == 460800);
    }
    SECTION("setting other things sets no speed") {
        PortBench fresh;
        HostTerminal other = fresh.open_host();
        other.change([](termios& settings) { settings.c_cflag |= CSTOPB | CRTSCTS; });
        fresh.serve();
        CHECK(fresh.line.dte().settings().baud == 0);
    }
}

TEST_CASE("What a host writes goes out at the speed it set before it wrote", "[pty][port]") {
    PortBench bench;
    HostTerminal host = bench.open_host();
    bench.serve();
    bench.line.dce().configure({.baud = 230400});
    bench.heard.clear();
    host.set_speed(B230400);
    host.write("AT\r");
    bench.port.on_readable();  // the wake-up looked at the settings before this
    bench.scheduler.run_until(bench.scheduler.now());
    CHECK(bench.line.dte().settings().baud == 230400);
    CHECK(bench.heard == "AT\r");
}

TEST_CASE("What a host writes before it follows the module goes out at the old speed",
          "[pty][port][firmware-update-3]") {
    PortBench bench;
    bench.line.dce().configure({.baud = 115200});
    HostTerminal host = bench.open_host();
    host.set_speed(B115200);
    bench.serve();
    bench.heard.clear();
    host.write("AT+UFWUPD=1,460800\r");
    host.set_speed(B460800);
    SECTION("looked at first") {
        bench.port.take_settings();
    }
    SECTION("read first") {
        bench.port.on_readable();
    }
    bench.scheduler.run_until(bench.scheduler.now());
    CHECK(bench.heard == "AT+UFWUPD=1,460800\r");
    CHECK(bench.line.dte().settings().baud == 460800);
}

TEST_CASE("A host that comes with a speed of its own has written at that one", "[pty][port]") {
    PortBench bench;
    bench.line.dce().configure({.baud = 115200});
    {
        HostTerminal before = bench.open_host();
        before.set_speed(B115200);
        bench.serve();
    }
    bench.serve();
    HostTerminal host = bench.open_host();
    host.set_speed(B460800);
    host.write("AT\r");
    bench.heard.clear();
    bench.serve();
    CHECK(bench.heard.find("AT\r") == std::string::npos);
}

TEST_CASE("DTR and RTS follow the host's opening and closing", "[pty][port]") {
    PortBench bench;
    bench.serve();
    CHECK(bench.heard.empty());
    HostTerminal first = bench.open_host();
    bench.serve();
    CHECK(bench.heard == "+DTR+RTS");
    HostTerminal second = bench.open_host();
    first.close();
    bench.serve();
    CHECK(bench.heard == "+DTR+RTS");
    second.close();
    bench.serve();
    CHECK(bench.heard == "+DTR+RTS-DTR-RTS");
    CHECK_FALSE(bench.port.is_host_there());
}

TEST_CASE("What a host wrote before it left still arrives, before DTR falls", "[pty][port]") {
    PortBench bench;
    bench.line.set_paced(GENERATE(true, false));
    {
        const HostTerminal host = bench.open_host();
        host.write("AT\r");
    }
    bench.serve();
    bench.scheduler.run_until(sim::Time(1s));
    bench.serve();
    CHECK(bench.heard == "+DTR+RTSAT\r-DTR-RTS");
}

TEST_CASE("With nobody there, the module's output is lost", "[pty][port]") {
    PortBench bench;
    bench.answer("+UUPSDA: 0\r\n");
    HostTerminal host = bench.open_host();
    bench.serve();
    CHECK(host.read().empty());
    bench.answer("unread");
    host.close();
    bench.serve();
    host = bench.open_host();
    bench.serve();
    CHECK(host.read().empty());
    bench.answer("OK");
    CHECK(host.read() == "OK");
}

TEST_CASE("A host that comes while another one leaves is answered", "[pty][port]") {
    PortBench bench;
    bench.line.set_paced(true);
    {
        const HostTerminal host = bench.open_host();
        host.write("AT\r");
    }
    bench.serve();  // it has left, its bytes are on the way
    const HostTerminal next = bench.open_host();

    SECTION("what it writes is read before the news of its opening") {
        next.write("ATI\r");
        bench.port.on_readable();
    }
    SECTION("the other one's last byte arrives before the news") {}
    bench.scheduler.run_until(sim::Time(1s));
    bench.answer("OK");
    bench.scheduler.run_until(sim::Time(2s));
    bench.port.on_time_passed();
    CHECK(next.read() == "OK");
    CHECK(bench.port.is_host_there());
}

TEST_CASE("B0 hangs up: DTR falls until the host sets a speed again", "[pty][port]") {
    PortBench bench;
    bench.line.dce().configure({.baud = 115200});
    HostTerminal host = bench.open_host();
    host.set_speed(B115200);
    bench.serve();
    host.set_speed(B0);
    bench.serve();
    CHECK(bench.heard == "+DTR+RTS-DTR-RTS");
    CHECK(bench.line.dte().settings().baud == 115200);
    host.set_speed(B115200);
    bench.serve();
    CHECK(bench.line.signal(Signal::Dtr));
}

TEST_CASE("A host that sends after B0 has raised the lines again", "[pty][port]") {
    PortBench bench;
    HostTerminal host = bench.open_host();
    host.set_speed(B0);
    bench.serve();
    CHECK_FALSE(bench.line.signal(Signal::Rts));
    host.write("AT\r");
    bench.serve();
    CHECK(bench.line.signal(Signal::Dtr));
    CHECK(bench.line.signal(Signal::Rts));
}

TEST_CASE("With CRTSCTS the host's bytes wait for CTS", "[pty][port]") {
    PortBench bench;
    HostTerminal host = bench.open_host();
    host.change([](termios& settings) { settings.c_cflag |= CRTSCTS; });
    bench.serve();
    bench.heard.clear();
    host.write("AT\r");
    bench.serve();
    CHECK(bench.heard.empty());
    bench.line.dce().set_signal(Signal::Cts, true);
    bench.serve();
    CHECK(bench.heard == "AT\r");
}

TEST_CASE("A host that does not read drops RTS with CRTSCTS, and loses nothing", "[pty][port]") {
    PortBench bench;
    HostTerminal host = bench.open_host();
    host.change([](termios& settings) { settings.c_cflag |= CRTSCTS; });
    bench.serve();
    std::string sent;
    while (bench.line.signal(Signal::Rts)) {
        const std::string piece(1000, static_cast<char>('a' + sent.size() / 1000 % 26));
        bench.answer(piece);
        sent += piece;
        REQUIRE(sent.size() < 1'000'000);
    }
    std::string received;
    while (received.size() < sent.size()) {
        const std::string piece = host.read();
        REQUIRE_FALSE(piece.empty());
        received += piece;
        bench.serve();
    }
    CHECK(received == sent);
    CHECK(bench.line.signal(Signal::Rts));
}

TEST_CASE("A host that does not read never blocks the module", "[pty][port]") {
    PortBench bench;
    const HostTerminal host = bench.open_host();
    bench.serve();
    const std::string piece(2000, 'x');
    for (int sent = 0; sent < 100; ++sent) bench.answer(piece);
    std::size_t received = 0;
    for (std::string got = host.read(); !got.empty(); got = host.read()) {
        received += got.size();
        bench.serve();
    }
    CHECK(received > 4000);
    CHECK(received < 200'000);  // an overrun
}

TEST_CASE("Bytes wait with the host while the driver's buffer is full", "[pty][port]") {
    PortBench bench;
    bench.line.set_paced(true);
    const HostTerminal host = bench.open_host();
    host.write(std::string(3000, 'x'));
    bench.serve();
    host.write(std::string(3000, 'y'));
    bench.serve();
    CHECK(bench.line.dte().pending() == Port::kDriverBuffer);
    CHECK_FALSE(bench.port.wants_to_read());
    for (int ms = 0; ms < 1000; ++ms) {
        bench.scheduler.run_until(bench.scheduler.now() + 1ms);
        bench.serve();
    }
    CHECK(bench.heard == "+DTR+RTS" + std::string(3000, 'x') + std::string(3000, 'y'));
}

TEST_CASE("An answer reaches the host in one piece", "[pty][port]") {
    PortBench bench;
    const HostTerminal host = bench.open_host();
    bench.serve();
    const std::string answer = "\r\n" + std::string(1500, 'v') + "\r\n\r\nOK\r\n";
    bench.answer(answer);
    CHECK(host.read() == answer);
}
