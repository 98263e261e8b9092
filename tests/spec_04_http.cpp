#include "models/storage/digest.hpp"
#include "tests/support/internet_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::test;

namespace {

constexpr std::string_view kServers = R"({"servers": [
    {"name": "web.org", "address": "125.24.51.133", "http": {"paths": {
      "/fw/delta": {"content": "0123456789"}, "/cut": {"content": "0123456789", "cut_after": 5},
      "/short": {"content": "0123456789", "length": 20}, "/hello": {"content": "hi", "type": "text/plain"},
      "/slow": {"content": "x", "delay": "5min"}, "/form": {"content": "thanks"}}}},
    {"name": "members.org", "http": {"user": "username", "password": "password",
      "paths": {"/fw/delta": {"content": "0123456789"}}}},
    {"name": "safe.org", "http": {"secure": true, "paths": {"/fw/delta": {"content": "0123456789"}}}},
    {"name": "deaf.org", "connects": "refuses", "http": {}},
    {"name": "mute.org", "connects": "silent", "http": {}}]})";

const std::string kMd5 = storage::md5_text(sim::as_bytes("0123456789"));
const std::string kSuccess = fmt::format("+UUHTTPCR: 0,100,1,200,\"{}\"", kMd5);

std::string download(InternetBench& bench, std::string_view path = "/fw/delta") {
    return bench.run(fmt::format("AT+UHTTPC=0,100,\"{}\"", path), "+UUHTTPCR");
}

std::string packages(InternetBench& bench) {
    return bench.dte.ask("AT+ULSTFILE=0,\"FOAT\"");
}

}  // namespace

TEST_CASE("A firmware download over HTTP goes as in Table 10", "[spec-04][http][r01-4.2.3]") {
    InternetBench bench(kServers);
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0,0,0");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,0,\"125.24.51.133\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,2,\"username\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,3,\"password\"") == "OK");
    CHECK(download(bench) == kSuccess);
    CHECK(packages(bench) == "+ULSTFILE: \"updatePackage.bin\"");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0,10,0");
    CHECK(download(bench) == kSuccess);  // replaces the first
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"updatePackage.bin\",\"FOAT\"") == "+ULSTFILE: 10");
}

TEST_CASE("HTTP failures: URC, class and code, and no package",
          "[spec-04][http][r01-4.2.4][failures]") {
    const auto [server, path, error, stays] =
        GENERATE(table<std::string, std::string, std::string, bool>({
            {"nobody.org", "/fw/delta", "3,23", true},
            {"deaf.org", "/fw/delta", "3,11", true},
            {"mute.org", "/fw/delta", "3,26", true},
            {"members.org", "/fw/delta", "3,24", true},
            {"safe.org", "/fw/delta", "3,11", true},
            {"web.org", "/none", "3,12", true},
            {"web.org", "/slow", "3,28", true},
            {"web.org", "/cut", "3,44", false},
            {"web.org", "/short", "3,44", false},
        }));
    InternetBench bench(kServers);
    REQUIRE(bench.dte.exchange("AT+UDWNFILE=\"old\",3,\"FOAT\"\r") == "\r\n>");
    REQUIRE(bench.dte.exchange("old") == "\r\nOK\r\n");
    REQUIRE(bench.dte.ask(fmt::format("AT+UHTTP=0,1,\"{}\"", server)) == "OK");
    CHECK(download(bench, path) == "+UUHTTPCR: 0,100,0");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0," + error);
    // What was there goes when the new one begins to come.
    CHECK(packages(bench) == (stays ? "+ULSTFILE: \"updatePackage.bin\"" : "+ULSTFILE:"));
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("Without PSD profile or server HTTP fails at once", "[spec-04][http][failures]") {
    InternetBench bench(kServers);
    CHECK(download(bench) == "+UUHTTPCR: 0,100,0");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0,10,7");
    REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"web.org\"") == "OK");
    bench.deactivate();
    CHECK(download(bench) == "+UUHTTPCR: 0,100,0");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0,10,22");
}

TEST_CASE("A package beyond the FOAT area is refused", "[spec-04][http][failures]") {
    products::Profile profile;
    profile.foat_area_bytes = 8192;
    InternetBench bench(
        fmt::format(
            R"({{"servers": [{{"name": "a", "http": {{"paths": {{"/big": {{"content": "{}"}}}}}}}}]}})",
            std::string(9000, 'x')),
        profile);
    REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"a\"") == "OK");
    CHECK(download(bench, "/big") == "+UUHTTPCR: 0,100,0");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0,10,41");
    CHECK(packages(bench) == "+ULSTFILE:");
}

TEST_CASE("The misprint of Table 11 and a failure's status are behind switches",
          "[spec-04][http][firmware-update-13]") {
    products::Profile profile;
    profile.uhttper_without_profile = true;
    profile.http_fail_status = true;
    InternetBench bench(kServers, profile);
    REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"nobody.org\"") == "OK");
    CHECK(download(bench) == "+UUHTTPCR: 0,100,0,0");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 3,23");
}

TEST_CASE("Basic authentication and TLS are options of the profile",
          "[spec-04][http][at-commands-2.10]") {
    InternetBench bench(kServers);
    SECTION("authentication") {
        for (const auto* option :
             {"1,\"members.org\"", "2,\"username\"", "3,\"password\"", "4,1"}) {
            REQUIRE(bench.dte.ask(fmt::format("AT+UHTTP=0,{}", option)) == "OK");
        }
    }
    SECTION("TLS moves the port") {
        REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"safe.org\"") == "OK");
        REQUIRE(bench.dte.ask("AT+UHTTP=0,6,1,0") == "OK");
        CHECK(bench.dte.ask("AT+UHTTP=0,5") == "+UHTTP: 0,5,443");
    }
    CHECK(download(bench) == kSuccess);
}

TEST_CASE("TLS with a server that has none", "[spec-04][http][failures]") {
    InternetBench bench(kServers);
    for (const auto* option : {"1,\"web.org\"", "6,1", "5,80"}) {
        REQUIRE(bench.dte.ask(fmt::format("AT+UHTTP=0,{}", option)) == "OK");
    }
    CHECK(download(bench) == "+UUHTTPCR: 0,100,0");
    CHECK(bench.dte.ask("AT+UHTTPER=0") == "+UHTTPER: 0,3,73");
}

TEST_CASE("An answer goes to a file with its head", "[spec-04][http][at-commands-2.10]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+UHTTP=1,1,\"web.org\"") == "OK");
    CHECK(bench.run("AT+UHTTPC=1,1,\"/hello\",\"answer\"", "+UUHTTPCR") == "+UUHTTPCR: 1,1,1");
    const auto file = bench.storage->files.read(storage::Tag::User, "answer");
    REQUIRE(file.has_value());
    CHECK(sim::as_text(*file) ==
          "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi");
    CHECK(bench.run("AT+UHTTPC=1,0,\"/hello\",\"\"", "+UUHTTPCR") == "+UUHTTPCR: 1,0,1");
    CHECK(bench.storage->files.size(storage::Tag::User, "http_last_response_1").has_value());
    // The client has done its part: the file tells that there was nothing.
    CHECK(bench.run("AT+UHTTPC=1,1,\"/none\",\"answer\"", "+UUHTTPCR") == "+UUHTTPCR: 1,1,1");
    CHECK(sim::as_text(*bench.storage->files.read(storage::Tag::User, "answer"))
              .starts_with("HTTP/1.0 404 Not Found\r\n"));
}

TEST_CASE("HTTP puts, posts and deletes", "[spec-04][http][at-commands-2.10]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"web.org\"") == "OK");
    REQUIRE(bench.dte.exchange("AT+UDWNFILE=\"local\",4\r") == "\r\n>");
    REQUIRE(bench.dte.exchange("data") == "\r\nOK\r\n");
    const auto result = [&](std::string_view command) {
        return bench.run(fmt::format("AT+UHTTPC=0,{}", command), "+UUHTTPCR");
    };
    const auto answer = [&] {
        return std::string(sim::as_text(*bench.storage->files.read(storage::Tag::User, "r")));
    };
    CHECK(result("3,\"/new\",\"r\",\"local\",2") == "+UUHTTPCR: 0,3,1");
    CHECK(answer().starts_with("HTTP/1.0 201 Created"));
    CHECK(result("1,\"/new\",\"r\"") == "+UUHTTPCR: 0,1,1");
    CHECK(answer().ends_with("\r\n\r\ndata"));
    CHECK(result("2,\"/new\",\"r\"") == "+UUHTTPCR: 0,2,1");
    CHECK(result("1,\"/new\",\"r\"") == "+UUHTTPCR: 0,1,1");
    CHECK(answer().starts_with("HTTP/1.0 404"));
    CHECK(result("4,\"/form\",\"r\",\"local\",3") == "+UUHTTPCR: 0,4,1");
    CHECK(result("5,\"/form\",\"r\",\"a=b\",0") == "+UUHTTPCR: 0,5,1");
    CHECK(answer().ends_with("\r\n\r\nthanks"));
    CHECK(bench.dte.ask("AT+UHTTPC=0,4,\"/form\",\"r\",\"none\",1") ==
          "+CME ERROR: FILE NOT FOUND");
    CHECK(bench.dte.ask(fmt::format("AT+UHTTPC=0,5,\"/form\",\"r\",\"{}\",1",
                                    std::string(129, 'x'))) == "+CME ERROR: Incorrect parameters");
}

TEST_CASE("A profile has one request at a time, four profiles have four",
          "[spec-04][http][at-commands-2.10]") {
    InternetBench bench(kServers);
    for (int profile = 0; profile < 4; ++profile) {
        REQUIRE(bench.dte.ask(fmt::format("AT+UHTTP={},1,\"web.org\"", profile)) == "OK");
        REQUIRE(bench.dte.ask(fmt::format("AT+UHTTPC={},1,\"/slow\",\"r{}\"", profile, profile)) ==
                "OK");
        CHECK(bench.dte.ask(fmt::format("AT+UHTTPC={},1,\"/hello\",\"x\"", profile)) ==
              "+CME ERROR: operation not allowed");
        CHECK(bench.dte.ask(fmt::format("AT+UHTTP={},1,\"x\"", profile)) ==
              "+CME ERROR: operation not allowed");
    }
}

TEST_CASE("One firmware download at a time", "[spec-04][http][r01-b]") {
    InternetBench bench(kServers);
    REQUIRE(bench.dte.ask("AT+UHTTP=0,1,\"web.org\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTP=1,1,\"web.org\"") == "OK");
    REQUIRE(bench.dte.ask("AT+UHTTPC=0,100,\"/slow\"") == "OK");
    CHECK(bench.dte.ask("AT+UHTTPC=1,100,\"/fw/delta\"") == "+CME ERROR: FOTA memory is in use");
    CHECK(bench.dte.ask("AT+UHTTPC=0,100,\"/fw/delta\"") == "+CME ERROR: FOTA memory is in use");
    CHECK(bench.run("AT+UHTTPC=1,1,\"/hello\"", "+UUHTTPCR") == "+UUHTTPCR: 1,1,1");
}

TEST_CASE("+UHTTP shows, resets, and refuses what is none", "[spec-04][http][at-commands-2.10]") {
    InternetBench bench(kServers);
    const auto ask = [&](std::string_view line) {
        return bench.dte.ask(fmt::format("AT+UHTTP={}", line));
    };
    REQUIRE(ask("3,1,\"web.org\"") == "OK");
    CHECK(ask("3,1") == "+UHTTP: 3,1,\"web.org\"");
    REQUIRE(ask("3,0,\"125.24.51.133\"") == "OK");
    CHECK(ask("3,1") == "+UHTTP: 3,1,\"\"");
    CHECK(ask("3,7,30") == "OK");
    CHECK(ask("3,9,\"0:X-Name:value\"") == "OK");
    CHECK(ask("3,9") == "+UHTTP: 3,9,\"0:X-Name:value\"");
    REQUIRE(ask("3") == "OK");
    CHECK(ask("3,0") == "+UHTTP: 3,0,\"\"");
    CHECK(ask("3,7") == "+UHTTP: 3,7,180");
    for (const auto* wrong : {"4", "0,8,1", "0,4,2", "0,5,0", "0,7,29", "0,1,5",
                              "0,0,\"125.24.51\"", "0,9,\"5:a:b\"", "0,9,\"x\""}) {
        CHECK(ask(wrong) == "+CME ERROR: Incorrect parameters");
    }
}
