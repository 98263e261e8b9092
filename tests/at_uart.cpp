#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

const std::string kOk = "\r\nOK\r\n";

}  // namespace

TEST_CASE("The speed is found out from the first AT at every auto rate", "[at-syntax-8]") {
    const std::uint32_t baud =
        GENERATE(9600U, 19200U, 38400U, 57600U, 115200U, 230400U, 460800U, 921600U);
    Bench bench;
    bench.dte.set_baud(baud);
    CHECK(bench.port->baud() == 0);
    CHECK(bench.dte.exchange("AT\r") == "AT\r" + kOk);
    CHECK(bench.port->baud() == baud);
}

TEST_CASE("Rates beyond the auto rates, other frames and mixed case are not detected",
          "[at-syntax-8]") {
    Bench bench;
    bench.dte.set_baud(3'000'000);
    CHECK(bench.dte.exchange("AT\r").empty());
    bench.dte.set_baud(115200, {.data_bits = 7, .parity = Parity::Even});
    CHECK(bench.dte.exchange("AT\r").empty());
    bench.dte.set_baud(115200);
    CHECK(bench.dte.exchange("aT\rAt\rA T\rA\rT\r").empty());
    CHECK(bench.dte.exchange("at\r") == "at\r" + kOk);
    CHECK(bench.dte.exchange("aT\r") == "aT\r" + kOk);
}

TEST_CASE("The A and the T may come one by one", "[at-syntax-8]") {
    Bench bench;
    CHECK(bench.dte.exchange("xA").empty());
    CHECK(bench.dte.exchange("T") == "AT");
    CHECK(bench.dte.exchange("\r") == "\r" + kOk);
}

TEST_CASE("Nothing is sent before the speed is known", "[AD-13]") {
    Bench bench;
    bench.dte.ask("AT+CSGT=1,\"ready\"");
    bench.reboot();
    bench.port->interpreter().urcs().post("+A: 1");
    bench.run_for(10s);
    bench.dte.take_bytes();
    CHECK(bench.dte.exchange("ignored\r").empty());
    CHECK(bench.dte.exchange("AT\r") == "\r\n+A: 1\r\nAT\r" + kOk);  // and no greeting
}

TEST_CASE("The speed once found is kept until reboot", "[AD-5.2]") {
    Bench bench;
    bench.dte.ask("AT");
    bench.dte.set_baud(9600);
    CHECK(bench.dte.exchange("AT\r").find("OK") == std::string::npos);
    bench.reboot();
    CHECK(bench.dte.exchange("AT\r") == "AT\r" + kOk);
}

TEST_CASE("+IPR answers at the old speed, then switches", "[at-syntax-8]") {
    Bench bench;
    bench.dte.ask("ATE0");
    CHECK(bench.dte.exchange("AT+IPR=460800\r") == kOk);
    CHECK(bench.port->baud() == 460800);
    CHECK(bench.dte.exchange("AT\r").find("OK") == std::string::npos);
    bench.dte.set_baud(460800);
    CHECK(bench.dte.exchange("\rAT\r") == kOk);
    CHECK(bench.dte.ask("AT+IPR?") == "+IPR: 460800");
    CHECK(bench.dte.ask("AT+IPR=123") == "ERROR");
    CHECK(bench.dte.ask("AT+IPR=0") == "OK");  // keeps the speed until reboot
    CHECK(bench.port->baud() == 460800);
}

TEST_CASE("A stored +IPR is the speed after boot, with the greeting", "[module-behaviour-3.2]") {
    Bench bench;
    bench.dte.ask("AT+CSGT=1,\"ready\"");
    bench.dte.ask("AT+IPR=3000000;&W");
    bench.dte.set_baud(3'000'000);
    bench.dte.take_bytes();
    bench.reboot();
    bench.run_for(1s);
    CHECK(bench.dte.take_bytes() == "\r\nready\r\n");
    CHECK(bench.dte.exchange("AT\r") == "AT\r" + kOk);
    bench.dte.ask("AT+CSGT=0");
    bench.reboot();
    CHECK(bench.dte.exchange("AT\r") == "AT\r" + kOk);
}

TEST_CASE("+ICF changes the frame", "[V.250-6.2.11]") {
    struct Format {
        const char* command;
        Frame frame;
    };
    const auto format = GENERATE(
        Format{"AT+ICF=1", {8, Parity::None, 2}}, Format{"AT+ICF=2,0", {8, Parity::Odd, 1}},
        Format{"AT+ICF=2", {8, Parity::Even, 1}}, Format{"AT+ICF=5,0", {7, Parity::Odd, 1}},
        Format{"AT+ICF=5,1", {7, Parity::Even, 1}}, Format{"AT+ICF=6", {7, Parity::None, 1}});
    Bench bench;
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask(format.command) == "OK");
    bench.dte.set_baud(115200, format.frame);
    CHECK(bench.dte.exchange("\rAT\r") == kOk);
    CHECK(bench.dte.ask("AT+ICF=4") == "ERROR");
}

TEST_CASE("RTS off holds the module's output with &K3, not with &K0", "[SI-T8]") {
    Bench bench;
    bench.dte.ask("ATE0");
    LineEnd& dte = bench.uart.dte();
    dte.set_signal(Signal::Rts, false);
    CHECK(bench.dte.exchange("AT\r").empty());
    bench.run_for(10s);
    CHECK(bench.dte.take_bytes().empty());
    dte.set_signal(Signal::Rts, true);
    bench.run_for(10ms);
    CHECK(bench.dte.take_bytes() == kOk);
    bench.dte.ask("AT&K0");
    dte.set_signal(Signal::Rts, false);
    CHECK(bench.dte.exchange("AT\r") == kOk);
    bench.dte.ask("AT&K3");
    CHECK(bench.dte.exchange("AT\r").empty());
    dte.set_signal(Signal::Rts, true);
    bench.run_for(10ms);
    CHECK(bench.dte.take_bytes() == kOk);
}

TEST_CASE("&K, \\Q and +IFC are one setting", "[at-syntax-8]") {
    Bench bench;
    CHECK(bench.dte.ask("AT&K0+IFC?") == "+IFC: 0,0");
    CHECK(bench.dte.ask("AT\\Q3+IFC?") == "+IFC: 2,2");
    CHECK(bench.dte.ask("AT+IFC=0,0") == "OK");
    CHECK(bench.dte.ask("AT&V").find("&K0,") != std::string::npos);
    CHECK(bench.dte.ask("AT+IFC=2,0") == "ERROR");
    CHECK(bench.dte.ask("AT+IFC=?") == "+IFC: (0,2),(0,2)");
    CHECK(bench.dte.ask("AT&K1") == "ERROR");
}

TEST_CASE("CTS is on while the interpreter is there", "[at-syntax-8]") {
    Bench bench;
    CHECK(bench.uart.dte().signal(Signal::Cts));
    bench.port.reset();
    CHECK_FALSE(bench.uart.dte().signal(Signal::Cts));
}

TEST_CASE("DSR and DCD are driven in the +USIO variant that has them", "[at-syntax-8.1]") {
    Bench bench;
    bench.dte.ask("AT&C0&S0");
    bench.run_for(1s);
    CHECK_FALSE(bench.uart.dte().signal(Signal::Dcd));
    CHECK(bench.dte.ask("AT+USIO=1") == "OK");
    CHECK(bench.dte.ask("AT+USIO?") == "+USIO: 1,*0");
    bench.reboot();
    CHECK(bench.dte.ask("AT+USIO?") == "+USIO: 1,*1");
    CHECK_FALSE(bench.uart.dte().signal(Signal::Dcd));  // no carrier, no data mode
    CHECK_FALSE(bench.uart.dte().signal(Signal::Dsr));
    bench.dte.ask("AT&C0&S0");
    bench.run_for(1s);
    CHECK(bench.uart.dte().signal(Signal::Dcd));
    CHECK(bench.uart.dte().signal(Signal::Dsr));
}

TEST_CASE("What was not yet sent is lost with the power", "[architecture]") {
    Bench bench;
    bench.dte.ask("ATE0");
    bench.dte.send("ATI\r");
    bench.run_for(5ms + 400us);  // the answer is on the wire
    bench.port.reset();
    bench.run_for(1s);
    CHECK(bench.dte.take_bytes().empty());
}

TEST_CASE("One megabyte of all byte values does no harm", "[at-syntax-1]") {
    Bench bench;
    bench.uart.set_paced(false);
    bench.profile.command_latency = 0s;
    bench.dte.ask("AT");
    Random random = bench.kernel.seed.stream("garbage");
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    for (int part = 0; part < 2048; ++part) {
        std::string garbage = all;
        for (char& byte : garbage) byte = static_cast<char>(random.below(256));
        bench.dte.send(all + garbage);
        if (part % 256 == 0) bench.run_for(1s);
    }
    bench.run_for(1s);
    bench.dte.exchange("\r");
    bench.run_for(30s);  // longer than any prompt's patience
    bench.dte.exchange("\r");
    CHECK(bench.dte.exchange("ATE0V1Q0\r").ends_with(kOk));
}
