#include "tests/support/internet_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::test;

namespace {

constexpr std::string_view kServers = R"({"servers": [
    {"name": "plain.org", "tcp_echo": {}},
    {"name": "safe.org", "tcp_echo": {}, "tls": {}},
    {"name": "web.org", "http": {"paths": {"/a": {"content": "x"}}}},
    {"name": "www.org", "http": {"secure": true, "paths": {"/a": {"content": "x"}}}},
    {"name": "other.org", "http": {"secure": true, "paths": {"/a": {"content": "x"}}},
     "tls": {"issuer": "Nobody's Root"}},
    {"name": "old.org", "http": {"secure": true, "paths": {"/a": {"content": "x"}}},
     "tls": {"expires": "2003/12/31 23:59:59"}},
    {"name": "files.org", "ftp": {"secure": true}},
    {"name": "bare.org", "ftp": {}}]})";

std::string connect(InternetBench& bench, int socket, std::string_view host) {
    REQUIRE(bench.dte.ask("AT+USOCR=6") == fmt::format("+USOCR: {}", socket));
    REQUIRE(bench.dte.ask(fmt::format("AT+USOSEC={},1,0", socket)) == "OK");
    return bench.dte.ask(fmt::format("AT+USOCO={},\"{}\",7", socket, host));
}

/// A request over HTTPS through profile 1: what +UHTTPER says of it.
std::string get(InternetBench& bench, std::string_view host) {
    REQUIRE(bench.dte.ask(fmt::format("AT+UHTTP=0,1,\"{}\"", host)) == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,6,1,1") == "OK");
    bench.run("AT+UHTTPC=0,1,\"/a\",\"x\"", "+UUHTTPCR");
    return bench.dte.ask("AT+UHTTPER=0");
}

}  // namespace

TEST_CASE("A secure socket connects to a server that speaks TLS", "[internet][tls][security-2]") {
    InternetBench bench(kServers);
    REQUIRE(connect(bench, 0, "safe.org") == "OK");
    REQUIRE(bench.dte.ask("AT+USOWR=0,2,\"hi\"") == "+USOWR: 0,2");
    CHECK(bench.urc("+UUSORD") == "+UUSORD: 0,2");
    CHECK(connect(bench, 1, "plain.org") == "ERROR");
    CHECK(bench.urc("+UUSOCL") == "+UUSOCL: 1");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 104");
}

TEST_CASE("There are four secure sessions at a time", "[internet][tls][at-commands-2.7]") {
    InternetBench bench(kServers);
    for (int socket = 0; socket < 4; ++socket) {
        REQUIRE(connect(bench, socket, "safe.org") == "OK");
    }
    CHECK(connect(bench, 4, "safe.org") == "ERROR");
    CHECK(bench.urc("+UUSOCL") == "+UUSOCL: 4");
    CHECK(bench.dte.ask("AT+USOER") == "+USOER: 105");
    CHECK(get(bench, "www.org") == "+UHTTPER: 0,3,73");
    REQUIRE(bench.dte.ask("AT+USOCL=0") == "OK");
    CHECK(get(bench, "www.org") == "+UHTTPER: 0,10,0");
}

TEST_CASE("A security profile decides which servers are taken", "[internet][tls][security-2]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+CCLK=\"24/05/06,07:08:09+00\"") == "OK");
    const auto [level, host, error] = GENERATE(table<int, std::string, std::string>({
        {0, "www.org", "10,0"},
        {0, "web.org", "3,11"},
        {0, "other.org", "10,0"},
        {1, "www.org", "10,0"},
        {1, "other.org", "3,73"},
        {1, "old.org", "10,0"},
        {2, "www.org", "10,0"},
        {3, "www.org", "10,0"},
        {3, "old.org", "3,73"},
    }));
    CAPTURE(level, host);
    REQUIRE(bench.dte.ask(fmt::format("AT+USECPRF=1,0,{}", level)) == "OK");
    CHECK(get(bench, host) == "+UHTTPER: 0," + error);
}

TEST_CASE("The expected host is the profile's", "[internet][tls][security-2]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+USECPRF=1,0,2") == "OK");
    REQUIRE(bench.dte.ask("AT+USECPRF=1,4,\"someone.org\"") == "OK");
    CHECK(get(bench, "www.org") == "+UHTTPER: 0,3,73");
}

TEST_CASE("A profile that names what the store has not cannot be used",
          "[internet][tls][security-1]") {
    InternetBench bench(kServers);
    const std::string missing = "+CME ERROR: USECMNG internal name not found";
    REQUIRE(bench.dte.ask("AT+USECPRF=1,3,\"nope\"") == "OK");
    CHECK(get(bench, "www.org") == "+UHTTPER: 0,10,0");  // roots are not checked
    REQUIRE(bench.dte.ask("AT+USECPRF=1,0,1") == "OK");
    CHECK(bench.dte.ask("AT+UHTTPC=0,1,\"/a\",\"x\"") == missing);
    REQUIRE(bench.dte.ask("AT+UFTP=1,\"files.org\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UFTP=2,\"u\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UFTP=8,1,1") == "OK");
    CHECK(bench.dte.ask("AT+UFTPC=1") == missing);
    REQUIRE(bench.dte.ask("AT+UFTP=8,1,0") == "OK");
    CHECK(bench.run("AT+UFTPC=1", "+UUFTPCR") == "+UUFTPCR: 1,1");
}

TEST_CASE("FTP with TLS fails at a server without", "[internet][tls][at-commands-2.9]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+UFTP=1,\"bare.org\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UFTP=2,\"u\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UFTP=8,1") == "OK");
    CHECK(bench.run("AT+UFTPC=1", "+UUFTPCR") == "+UUFTPCR: 1,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 8,63");
}

TEST_CASE("Each secure connection tells how it can be resumed", "[internet][tls][security-2]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+USECPRF=1,13,0,1") == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"www.org\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,6,1,1") == "OK");
    REQUIRE(bench.run("AT+UHTTPC=0,1,\"/a\",\"x\"", "+UUHTTPCR") == "+UUHTTPCR: 0,1,1");
    CHECK(bench.urc("+UUSECPRF: 1,13,1") == "+UUSECPRF: 1,13,1,0");
    const std::string told = bench.urc("+UUSECPRF: 1,13,2");
    CHECK(told.size() == std::string_view("+UUSECPRF: 1,13,2,\"\"").size() + 64);
    CHECK("+U" + bench.dte.ask("AT+USECPRF=1,13,2").substr(1) == told);
}
