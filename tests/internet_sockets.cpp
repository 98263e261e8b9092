#include "tests/support/internet_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::test;

namespace {

constexpr std::string_view kEcho = R"({"servers": [
    {"name": "echo.org", "address": "192.0.2.7", "tcp_echo": {}},
    {"name": "brief.org", "tcp_echo": {"close_after": 4}},
    {"name": "rude.org", "tcp_echo": {"reset_after": 4}},
    {"name": "talker.org", "tcp_echo": {"greeting": "hello"}},
    {"name": "deaf.org", "connects": "refuses", "tcp_echo": {}},
    {"name": "mute.org", "connects": "silent", "tcp_echo": {}},
    {"name": "udp.org", "address": "192.0.2.9", "udp_echo": {}},
    {"address": "192.0.2.10", "caller": {"port": 1099, "talk": {"greeting": "knock"}}}]})";

void connect(InternetBench& bench, std::string_view host) {
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    REQUIRE(bench.dte.ask(fmt::format("AT+USOCO=0,\"{}\",7", host)) == "OK");
}

}  // namespace

TEST_CASE("A TCP socket sends, is told of data, and reads them", "[internet][sockets]") {
    InternetBench bench(kEcho);
    connect(bench, "echo.org");
    CHECK(bench.dte.ask("AT+USOCTL=0,10") == "+USOCTL: 0,10,4");
    CHECK(bench.dte.ask("AT+USOCTL=0,4") == "+USOCTL: 0,4,\"192.0.2.7\",7");
    REQUIRE(bench.dte.ask("AT+USOWR=0,5,\"hello\"") == "+USOWR: 0,5");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,5");
    CHECK(bench.dte.ask("AT+USORD=0,0") == "+USORD: 0,5");
    REQUIRE(bench.dte.ask("AT+USORD=0,3") == "+USORD: 0,3,\"hel\"");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,2");
    CHECK(bench.dte.ask("AT+USORD=0,1024") == "+USORD: 0,2,\"lo\"");
    CHECK(bench.dte.ask("AT+USORD=0,10") == "+USORD: 0,\"\"");
    CHECK(bench.dte.ask("AT+USOCTL=0,2") == "+USOCTL: 0,2,5");
    CHECK(bench.dte.ask("AT+USOCTL=0,3") == "+USOCTL: 0,3,5");
    CHECK(bench.dte.ask("AT+USOCL=0") == "OK");
    CHECK(bench.dte.exchange("").empty());
    CHECK(bench.dte.ask("AT+USOCL=0") == "ERROR");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 9");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 0");
}

TEST_CASE("+USOWR asks for binary data with @", "[internet][sockets][at-syntax-6]") {
    InternetBench bench(kEcho);
    connect(bench, "192.0.2.7");
    CHECK(bench.dte.exchange("AT+USOWR=0,4\r") == "\r\n@");
    CHECK(bench.dte.exchange(std::string("\x00\r\n\"", 4))
              .starts_with("\r\n+USOWR: 0,4\r\n\r\nOK\r\n"));
    CHECK(bench.dte.exchange("AT+USORD=0,4\r") ==
          std::string("\r\n+USORD: 0,4,\"\x00\r\n\"\"\r\n\r\nOK\r\n", 28));
}

TEST_CASE("In hex mode data are hex digits", "[internet][sockets]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+UDCONF=1,1") == "OK");
    connect(bench, "echo.org");
    CHECK(bench.dte.ask("AT+USOWR=0,2,\"0AFg\"") == "ERROR");
    CHECK(bench.dte.ask("AT+USOWR=0,3,\"0AFF\"") == "ERROR");
    REQUIRE(bench.dte.ask("AT+USOWR=0,2,\"0aFF\"") == "+USOWR: 0,2");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,2");
    CHECK(bench.dte.ask("AT+USORD=0,2") == "+USORD: 0,2,\"0AFF\"");
}

TEST_CASE("Data in a line are 512 bytes at most and as many as announced",
          "[internet][sockets][at-commands-2.7]") {
    InternetBench bench(kEcho);
    connect(bench, "echo.org");
    CHECK(bench.dte.ask("AT+USOWR=0,3,\"ab\"") == "ERROR");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 22");
    CHECK(bench.dte.ask(fmt::format("AT+USOWR=0,512,\"{}\"", std::string(512, 'x'))) ==
          "+USOWR: 0,512");
    CHECK(bench.dte.ask(fmt::format("AT+USOWR=0,513,\"{}\"", std::string(513, 'x'))) == "ERROR");
    CHECK(bench.dte.ask("AT+USOWR=0,0") == "ERROR");
    CHECK(bench.dte.ask("AT+USOWR=0,1025") == "ERROR");
}

TEST_CASE("The send queue holds 8 kB", "[internet][sockets][ip-5.3.3]") {
    InternetBench bench(
        R"({"link": {"rate_up": 1000}, "servers": [{"name": "echo.org", "tcp_echo": {}}]})");
    connect(bench, "echo.org");
    const auto write = [&] {
        bench.dte.take_bytes();
        bench.dte.send("AT+USOWR=0,1024\r");
        bench.run_until_received("@");
        bench.dte.take_bytes();
        bench.dte.send(std::string(1024, 'x'));
        bench.run_until_received("R");  // of +USOWR or ERROR
        bench.run_for(20ms);
        return bench.dte.take_bytes();
    };
    for (int i = 0; i < 8; ++i) REQUIRE(write() == "\r\n+USOWR: 0,1024\r\n\r\nOK\r\n");
    CHECK(write() == "\r\nERROR\r\n");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 11");
}

TEST_CASE("A connection that fails frees its socket and says why", "[internet][sockets][ip-5.1]") {
    InternetBench bench(kEcho);
    const auto [host, port, error] = GENERATE(table<std::string, int, int>({
        {"nobody.org", 7, 203},
        {"deaf.org", 7, 111},
        {"echo.org", 8, 111},
        {"mute.org", 7, 110},
        {"198.51.100.1", 7, 110},
    }));
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    SECTION("while the host waits") {
        CHECK(bench.dte.ask(fmt::format("AT+USOCO=0,\"{}\",{}", host, port)) == "ERROR");
    }
    SECTION("later") {
        REQUIRE(bench.dte.ask(fmt::format("AT+USOCO=0,\"{}\",{},1", host, port)) == "OK");
        CHECK(bench.urc("+UUSOCO") == fmt::format("+UUSOCO: 0,{}", error));
    }
    CHECK(bench.urc("+UUSOCL") == "+UUSOCL: 0");
    CHECK(bench.dte.ask("AT+USOER") == fmt::format("+USOER: {}", error));
    CHECK(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
}

TEST_CASE("+USOCO can answer at once and report later", "[internet][sockets][r4-19.9]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    CHECK(bench.run("AT+USOCO=0,\"echo.org\",7,1", "+UUSOCO") == "+UUSOCO: 0,0");
    CHECK(bench.dte.ask("AT+USOCTL=0,10") == "+USOCTL: 0,10,4");
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 1");
    REQUIRE(bench.dte.ask("AT+USOCO=1,\"mute.org\",7,1") == "OK");
    CHECK(bench.dte.ask("AT+USOCO=1,\"echo.org\",7,1") == "ERROR");
    CHECK(bench.urc("+UUSOCL") == "+UUSOCL: 1");
}

TEST_CASE("A socket that the peer closes keeps what came until it is read",
          "[internet][sockets][ip-5.5]") {
    InternetBench bench(kEcho);
    const std::string host = GENERATE("brief.org", "rude.org");
    connect(bench, host);
    REQUIRE(bench.dte.ask("AT+USOWR=0,4,\"data\"") == "+USOWR: 0,4");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,4");
    bench.run_for(1s);
    CHECK(bench.dte.received().find("+UUSOCL") == std::string::npos);
    CHECK(bench.dte.ask("AT+USOWR=0,1,\"x\"") == "+USOWR: 0,0");
    CHECK(bench.dte.ask("AT+USORD=0,4") == "+USORD: 0,4,\"data\"");
    CHECK(bench.urc("+UUSOCL") == "+UUSOCL: 0");
    CHECK(bench.dte.ask("AT+USORD=0,4") == "ERROR");
}

TEST_CASE("There are seven sockets, the lowest free first", "[internet][sockets][r4-18.1]") {
    InternetBench bench(kEcho);
    for (int i = 0; i < 7; ++i) {
        CHECK(bench.dte.ask(i % 2 == 0 ? "AT+USOCR=6" : "AT+USOCR=17") ==
              fmt::format("+USOCR: {}", i));
    }
    CHECK(bench.dte.ask("AT+USOCR=6") == "ERROR");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 24");
    CHECK(bench.dte.ask("AT+USOCL=3") == "OK");
    CHECK(bench.dte.ask("AT+USOCR=6") == "+USOCR: 3");
}

TEST_CASE("UDP keeps datagrams apart and lets them be read in pieces",
          "[internet][sockets][ip-5.7]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+USOCR=17") == "+USOCR: 0");
    CHECK(bench.dte.ask("AT+USOWR=0,1,\"x\"") == "ERROR");
    REQUIRE(bench.dte.ask("AT+USOST=0,\"192.0.2.9\",7,5,\"first\"") == "+USOST: 0,5");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,5");
    REQUIRE(bench.dte.exchange("AT+USOST=0,\"192.0.2.9\",7,3\r") == "\r\n@");
    CHECK(bench.dte.exchange("two") == "\r\n+USOST: 0,3\r\n\r\nOK\r\n");
    REQUIRE(bench.dte.ask("AT+USORF=0,2") == "+USORF: 0,\"192.0.2.9\",7,2,\"fi\"");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,3");
    CHECK(bench.dte.ask("AT+USORF=0,1024") == "+USORF: 0,\"192.0.2.9\",7,3,\"rst\"");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,3");
    CHECK(bench.dte.ask("AT+USORF=0,0") == "+USORF: 0,3");
    CHECK(bench.dte.ask("AT+USORF=0,1024") == "+USORF: 0,\"192.0.2.9\",7,3,\"two\"");
    CHECK(bench.dte.ask("AT+USORF=0,1024") == "+USORF: 0,\"\"");
    CHECK(bench.dte.ask("AT+USOCTL=0,0") == "+USOCTL: 0,0,17");
    CHECK(bench.dte.ask("AT+USOCTL=0,10") == "ERROR");
}

TEST_CASE("UDP remembers where +USOCO pointed it; the profile chooses its URC",
          "[internet][sockets]") {
    products::Profile profile;
    profile.udp_reports_uusorf = true;
    InternetBench bench(kEcho, profile);
    REQUIRE(bench.dte.ask("AT+USOCR=17,12000") == "+USOCR: 0");
    const std::string host = GENERATE("udp.org", "192.0.2.9");
    REQUIRE(bench.dte.ask(fmt::format("AT+USOCO=0,\"{}\",7", host)) == "OK");
    REQUIRE(bench.dte.ask("AT+USOWR=0,2,\"hi\"") == "+USOWR: 0,2");
    CHECK(bench.urc("+UUSO") == "+UUSORF: 0,2");
}

TEST_CASE("A listening socket gives each caller a socket of its own",
          "[internet][sockets][ip-5.2]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    CHECK(bench.run("AT+USOLI=0,1099", "+UUSOLI") ==
          "+UUSOLI: 1,\"192.0.2.10\",49152,0,\"10.0.0.2\",1099");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 1,5");
    CHECK(bench.dte.ask("AT+USORD=1,5") == "+USORD: 1,5,\"knock\"");
    CHECK(bench.dte.ask("AT+USOCTL=0,10") == "+USOCTL: 0,10,1");
    CHECK(bench.dte.ask("AT+USOLI=0,1100") == "ERROR");
}

TEST_CASE("Socket options are kept and given back", "[internet][sockets][r4-18.6]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    const auto [option, initial, value, shown] =
        GENERATE(table<std::string, std::string, std::string, std::string>({
            {"0,1", "0", "255", "255"},
            {"0,2", "255", "64", "64"},
            {"6,1", "0", "1", "1"},
            {"6,2", "7200000", "30000", "30000"},
            {"65535,8", "0", "1", "1"},
            {"65535,128", "0", "1,500", "1,500"},
        }));
    CHECK(bench.dte.ask("AT+USOGO=0," + option) == "+USOGO: " + initial);
    CHECK(bench.dte.ask("AT+USOSO=0," + option + "," + value) == "OK");
    CHECK(bench.dte.ask("AT+USOGO=0," + option) == "+USOGO: " + shown);
    CHECK(bench.dte.ask("AT+USOSO=0,65535,128,1") == "ERROR");
    CHECK(bench.dte.ask("AT+USOSO=0,0,1,256") == "ERROR");
    CHECK(bench.dte.ask("AT+USOSO=0,6,9,1") == "ERROR");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 92");
}

TEST_CASE("+USOSEC is kept until the socket goes", "[internet][sockets]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    CHECK(bench.dte.ask("AT+USOSEC=0") == "+USOSEC: 0,0");
    CHECK(bench.dte.ask("AT+USOSEC=0,1,2") == "OK");
    CHECK(bench.dte.ask("AT+USOSEC=0") == "+USOSEC: 0,1,2");
    CHECK(bench.dte.ask("AT+USOSEC=0,0") == "OK");
    CHECK(bench.dte.ask("AT+USOSEC=0") == "+USOSEC: 0,0");
}

TEST_CASE("A direct link is the socket until +++", "[internet][sockets][at-syntax-7]") {
    InternetBench bench(kEcho);
    connect(bench, "talker.org");
    bench.urc("+UUSORD");
    CHECK(bench.dte.exchange("AT+USODL=0\r") == "\r\nCONNECT\r\nhello");
    CHECK(bench.dte.exchange("AT\r\n") == "AT\r\n");
    bench.run_for(1s);
    CHECK(bench.dte.exchange("+++").empty());
    bench.run_for(1s);
    CHECK(bench.dte.take_bytes() == "\r\nDISCONNECT\r\n\r\nOK\r\n");
    CHECK(bench.dte.ask("AT+USOWR=0,1,\"x\"") == "+USOWR: 0,1");
}

TEST_CASE("A direct link ends with its peer", "[internet][sockets][at-commands-2.7]") {
    InternetBench bench(kEcho);
    connect(bench, "brief.org");
    CHECK(bench.dte.exchange("AT+USODL=0\r") == "\r\nCONNECT\r\n");
    CHECK(bench.dte.exchange("over") == "over\r\nDISCONNECT\r\n\r\n+UUSOCL: 0\r\n");
    CHECK(bench.dte.ask("AT+USODL=0") == "ERROR");
}

TEST_CASE("No direct link while firmware is downloaded", "[internet][sockets][r01-b]") {
    InternetBench bench(kEcho);
    connect(bench, "echo.org");
    const Exclusion::Token token = bench.device->exclusion.begin(Download::Http);
    CHECK(bench.dte.ask("AT+USODL=0") == "ERROR");
}

TEST_CASE("Without a PSD profile sockets exist but do not connect", "[internet][sockets][ad-13]") {
    InternetBench bench(kEcho);
    connect(bench, "echo.org");
    REQUIRE(bench.dte.ask("AT+USOCR=17") == "+USOCR: 1");
    bench.deactivate();
    bench.run_for(1s);
    CHECK(bench.dte.received().find("+UUSOCL: 0\r\n\r\n+UUSOCL: 1") != std::string::npos);
    REQUIRE(bench.dte.ask("AT+USOCR=6") == "+USOCR: 0");
    CHECK(bench.dte.ask("AT+USOCO=0,\"echo.org\",7") == "ERROR");
    CHECK(bench.urc("+UUSOCL") == "+UUSOCL: 0");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 113");
}

TEST_CASE("A reset forgets every socket", "[internet][sockets][module-behaviour-6]") {
    InternetBench bench(kEcho);
    connect(bench, "echo.org");
    REQUIRE(bench.dte.ask("AT+USOWR=0,5,\"hello\"") == "+USOWR: 0,5");
    bench.reboot();
    bench.dte.ask("ATE0");
    bench.run_until_registered();
    CHECK(bench.dte.ask("AT+USORD=0,5") == "ERROR");
    CHECK(bench.dte.received().find("+UUSO") == std::string::npos);
}

TEST_CASE("+UDNSRN for which nobody waits tells its outcome once",
          "[internet][dns][at-commands-1.12]") {
    InternetBench bench(kEcho);
    REQUIRE(bench.dte.ask("AT+UDNSRN=0,\"echo.org\",1") == "OK");
    bench.radio.set_silenced(true);
    CHECK(bench.dte.ask("AT+UDNSRN=0,\"udp.org\"") == "+CME ERROR: operation not allowed");
    bench.run_for(71s);
    CHECK_THAT(bench.dte.take_bytes(), Catch::Contains("\r\n+UUDNSRN: -1\r\n"));
    bench.radio.set_silenced(false);
    bench.run_for(2min);
    CHECK_THAT(bench.dte.take_bytes(), !Catch::Contains("+UUDNSRN"));
}

TEST_CASE("+UDNSRN finds addresses and names", "[internet][dns][at-commands-2.8]") {
    InternetBench bench(kEcho);
    CHECK(bench.dte.ask("AT+UDNSRN=0,\"echo.org\"") == "+UDNSRN: \"192.0.2.7\"");
    CHECK(bench.dte.ask("AT+UDNSRN=0,\"192.0.2.7\"") == "+UDNSRN: \"192.0.2.7\"");
    CHECK(bench.dte.ask("AT+UDNSRN=1,\"192.0.2.9\"") == "+UDNSRN: \"udp.org\"");
    CHECK(bench.dte.ask("AT+UDNSRN=0,\"nobody.org\"") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UDNSRN=0,\"echo.org\",1") == "OK");
    bench.run_for(5s);
    CHECK_THAT(bench.dte.take_bytes(), Catch::Contains("+UUDNSRN: 0,\"192.0.2.7\""));
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 203");
    CHECK(bench.dte.ask("AT+UDNSRN=1,\"udp.org\"") == "+CME ERROR: Incorrect parameters");
    bench.deactivate();
    CHECK(bench.dte.ask("AT+UDNSRN=0,\"echo.org\"") == "+CME ERROR: operation not allowed");
}

TEST_CASE("+UPING reports each answer, or that none came", "[internet][ping][ip-2.4.1]") {
    InternetBench bench(
        R"({"link": {"jitter": "0s"}, "servers": [{"name": "echo.org", "address": "192.0.2.7", "tcp_echo": {}}]})");
    CHECK(bench.run("AT+UPING=\"echo.org\",2", "+UUPING: 2")
              .starts_with("+UUPING: 2,32,\"echo.org\",\"192.0.2.7\",52,1"));
    CHECK(bench.run("AT+UPING=\"echo.org\",1,32,1000,5", "+UUPING") ==
          "+UUPING: 1,32,\"echo.org\",\"192.0.2.7\",0,-2");
    CHECK(bench.run("AT+UPING=\"198.51.100.1\",1", "+UUPING") ==
          "+UUPING: 1,32,\"198.51.100.1\",\"198.51.100.1\",0,-1");
    CHECK(bench.run("AT+UPING=\"nobody.org\"", "+UUPINGER") == "+UUPINGER: 1");
    REQUIRE(bench.dte.ask("AT+UPING=\"echo.org\"") == "OK");
    CHECK(bench.dte.ask("AT+UPING=\"echo.org\"") == "+CME ERROR: operation not allowed");
}
