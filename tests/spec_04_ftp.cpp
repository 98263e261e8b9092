#include "models/storage/digest.hpp"
#include "tests/support/internet_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::test;

namespace {

constexpr std::string_view kServer = R"({"servers": [
    {"name": "ftp.firmware.com", "ftp": {"user": "username", "password": "password",
     "folders": ["/empty"],
     "files": {"/fw/delta": "0123456789", "/fw/other": "abc", "/readme": "read me\r\n"}}},
    {"name": "cut.org", "ftp": {"cut_after": 5, "files": {"/fw/delta": "0123456789"}}},
    {"name": "mute.org", "connects": "silent", "ftp": {}},
    {"name": "deaf.org", "connects": "refuses", "ftp": {}},
    {"name": "tls.org", "ftp": {"secure": true}},
    {"name": "slow.org", "ftp": {"delay": "5min", "files": {}}}]})";

const std::string kMd5 = storage::md5_text(sim::as_bytes("0123456789"));

void configure(InternetBench& bench, std::string_view server = "ftp.firmware.com",
               std::string_view password = "password") {
    REQUIRE(bench.dte.ask(fmt::format("AT+UFTP=1,\"{}\"", server)) == "OK");
    REQUIRE(bench.dte.ask("AT+UFTP=2,\"username\"") == "OK");
    REQUIRE(bench.dte.ask(fmt::format("AT+UFTP=3,\"{}\"", password)) == "OK");
    REQUIRE(bench.dte.ask("AT+UFTP=6,1") == "OK");
}

void log_in(InternetBench& bench, std::string_view server = "ftp.firmware.com") {
    configure(bench, server);
    REQUIRE(bench.run("AT+UFTPC=1", "+UUFTPCR") == "+UUFTPCR: 1,1");
}

/// Gives 9000 bytes, 1360 of them in 2.7 s.
std::string slow_server() {
    return fmt::format(
        R"({{"servers": [{{"name": "a", "ftp": {{"rate": 4000, "files": {{"/x": "{}"}}}}}}]}})",
        std::string(9000, 'x'));
}

std::string packages(InternetBench& bench) {
    return bench.dte.ask("AT+ULSTFILE=0,\"FOAT\"");
}

}  // namespace

TEST_CASE("A firmware download over FTP goes as in Table 8", "[spec-04][ftp][r01-4.1.3]") {
    InternetBench bench(kServer);
    log_in(bench);
    CHECK(bench.run("AT+UFTPC=100,\"/fw/delta\"", "+UUFTPCR") ==
          fmt::format("+UUFTPCR: 100,1,\"{}\"", kMd5));
    CHECK(packages(bench) == "+ULSTFILE: \"updatePackage.bin\"");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 0,0");
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"updatePackage.bin\",\"FOAT\"") == "+ULSTFILE: 10");
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("Without a PSD profile FTP fails as in Table 9", "[spec-04][ftp][r01-4.1.4]") {
    InternetBench bench(kServer);
    configure(bench);
    bench.deactivate();
    CHECK(bench.run("AT+UFTPC=100,\"/fw/delta\"", "+UUFTPCR") == "+UUFTPCR: 100,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 8,12");
}

TEST_CASE("A failed FTP login says what is known of the cause",
          "[spec-04][ftp][firmware-update-4.1]") {
    const auto [server, password, error] = GENERATE(table<std::string, std::string, std::string>({
        {"ftp.firmware.com", "wrong", "0,530"},
        {"nobody.org", "password", "8,1"},
        {"deaf.org", "password", "8,1"},
        {"mute.org", "password", "8,1"},
        {"slow.org", "password", "8,1"},
        {"tls.org", "password", "8,63"},
    }));
    InternetBench bench(kServer);
    configure(bench, server, password);
    CHECK(bench.run("AT+UFTPC=1", "+UUFTPCR") == "+UUFTPCR: 1,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: " + error);
}

TEST_CASE("FTP needs a user, and a login before anything else", "[spec-04][ftp][ig-9.3]") {
    InternetBench bench(kServer);
    CHECK(bench.run("AT+UFTPC=1", "+UUFTPCR") == "+UUFTPCR: 1,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 1,1");
    configure(bench);
    CHECK(bench.run("AT+UFTPC=100,\"/fw/delta\"", "+UUFTPCR") == "+UUFTPCR: 100,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 8,1");
}

TEST_CASE("A failed download leaves nothing that claims to be a package",
          "[spec-04][ftp][failures]") {
    products::Profile profile;
    profile.foat_area_bytes = 8192;
    const auto [server, file, error, stays] =
        GENERATE(table<std::string, std::string, std::string, bool>({
            {"ftp.firmware.com", "/fw/none", "0,550", true},
            {"cut.org", "/fw/delta", "8,1", false},
        }));
    InternetBench bench(kServer, profile);
    REQUIRE(bench.dte.exchange("AT+UDWNFILE=\"old\",3,\"FOAT\"\r") == "\r\n>");
    REQUIRE(bench.dte.exchange("old") == "\r\nOK\r\n");
    log_in(bench, server);
    CHECK(bench.run(fmt::format("AT+UFTPC=100,\"{}\"", file), "+UUFTPCR") == "+UUFTPCR: 100,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: " + error);
    // What was there goes when the new one begins to come.
    CHECK(packages(bench) == (stays ? "+ULSTFILE: \"updatePackage.bin\"" : "+ULSTFILE:"));
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("A package beyond the FOAT area fails and leaves none", "[spec-04][ftp][failures]") {
    products::Profile profile;
    profile.foat_area_bytes = 8192;
    InternetBench bench(
        fmt::format(R"({{"servers": [{{"name": "a", "ftp": {{"files": {{"/big": "{}"}}}}}}]}})",
                    std::string(9000, 'x')),
        profile);
    log_in(bench, "a");
    CHECK(bench.run("AT+UFTPC=100,\"/big\"", "+UUFTPCR") == "+UUFTPCR: 100,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 8,1");
    CHECK(packages(bench) == "+ULSTFILE:");
}

TEST_CASE("A power cut during the download leaves no package", "[spec-04][ftp][failures]") {
    InternetBench bench(slow_server());
    log_in(bench, "a");
    REQUIRE(bench.dte.ask("AT+UFTPC=100,\"/x\"") == "OK");
    bench.run_for(5s);
    REQUIRE(bench.device->exclusion.active() == Download::Ftp);
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(packages(bench) == "+ULSTFILE:");
    bench.run_for(10s);
    CHECK(bench.dte.received().find("+UUFTPCR") == std::string::npos);
}

TEST_CASE("A PSD profile that goes ends the download", "[spec-04][ftp][failures]") {
    InternetBench bench(slow_server());
    log_in(bench, "a");
    REQUIRE(bench.dte.ask("AT+UFTPC=100,\"/x\"") == "OK");
    bench.run_for(5s);
    bench.deactivate();
    CHECK(bench.urc("+UUFTPCR") == "+UUFTPCR: 100,0");
    CHECK(packages(bench) == "+ULSTFILE:");
}

TEST_CASE("FTP files and folders", "[spec-04][ftp][at-commands-2.9]") {
    InternetBench bench(kServer);
    log_in(bench);
    const auto result = [&](std::string_view command) {
        return bench.run(fmt::format("AT+UFTPC={}", command), "+UUFTPCR");
    };
    CHECK(result("8,\"/fw\"") == "+UUFTPCR: 8,1");
    CHECK(result("4,\"delta\",\"local\"") == "+UUFTPCR: 4,1");
    CHECK(bench.dte.ask("AT+URDFILE=\"local\"") == "+URDFILE: \"local\",10,\"0123456789\"");
    CHECK(result("5,\"copy\",\"local\"") == "+UUFTPCR: 5,1");
    CHECK(result("5,\"copy\",\"nothing\"") == "+UUFTPCR: 5,0");
    CHECK(bench.run("AT+UFTPC=14", "+UUFTPCD") == "+UUFTPCD: 14,20,\"copy");
    CHECK(bench.urc("+UUFTPCR") == "+UUFTPCR: 14,1");
    CHECK(result("3,\"copy\",\"moved\"") == "+UUFTPCR: 3,1");
    CHECK(result("2,\"copy\"") == "+UUFTPCR: 2,0");
    CHECK(bench.dte.ask("AT+UFTPER") == "+UFTPER: 0,550");
    CHECK(result("2,\"moved\"") == "+UUFTPCR: 2,1");
    CHECK(result("10,\"/new\"") == "+UUFTPCR: 10,1");
    CHECK(result("11,\"/new\"") == "+UUFTPCR: 11,1");
    CHECK(bench.run("AT+UFTPC=13,\"/empty\"", "+UUFTPCR") == "+UUFTPCR: 13,1");
    CHECK(result("0") == "+UUFTPCR: 0,1");
    CHECK(result("8,\"/\"") == "+UUFTPCR: 8,0");
}

TEST_CASE("FTP can go on with a file that came in part", "[spec-04][ftp][at-commands-2.9]") {
    InternetBench bench(kServer);
    log_in(bench);
    REQUIRE(bench.dte.exchange("AT+UDWNFILE=\"part\",4\r") == "\r\n>");
    REQUIRE(bench.dte.exchange("0123") == "\r\nOK\r\n");
    CHECK(bench.run("AT+UFTPC=4,\"/fw/delta\",\"part\",1", "+UUFTPCR") == "+UUFTPCR: 4,1");
    CHECK(bench.dte.ask("AT+URDFILE=\"part\"") == "+URDFILE: \"part\",10,\"0123456789\"");
}

TEST_CASE("A direct link gets a file over the port", "[spec-04][ftp][ip-9.1]") {
    InternetBench bench(kServer);
    log_in(bench);
    CHECK(bench.dte.exchange("AT+UFTPC=6,\"/fw/delta\",4\r") ==
          "\r\nCONNECT\r\n456789\r\nDISCONNECT\r\n\r\nOK\r\n\r\n+UUFTPCR: 6,1\r\n");
    bench.dte.take_bytes();
    CHECK(bench.dte.ask("AT+UFTPC=6,\"/none\"") == "+CME ERROR: operation not allowed");
    CHECK(bench.urc("+UUFTPCR") == "+UUFTPCR: 6,0");
}

TEST_CASE("A direct link puts what comes until +++", "[spec-04][ftp][ip-9.1]") {
    InternetBench bench(kServer);
    log_in(bench);
    CHECK(bench.dte.exchange("AT+UFTPC=7,\"/typed\"\r") == "\r\nCONNECT\r\n");
    bench.dte.exchange("typed +++ text");
    bench.run_for(1s);
    bench.dte.exchange("+++");
    bench.run_for(2s);
    CHECK(bench.dte.take_bytes() == "\r\nDISCONNECT\r\n\r\nOK\r\n\r\n+UUFTPCR: 7,1\r\n");
    CHECK(bench.run("AT+UFTPC=4,\"/typed\",\"typed\"", "+UUFTPCR") == "+UUFTPCR: 4,1");
    CHECK(bench.dte.ask("AT+URDFILE=\"typed\"") == "+URDFILE: \"typed\",14,\"typed +++ text\"");
}

TEST_CASE("A direct link that the host leaves early has failed", "[spec-04][ftp][ip-9.1.2]") {
    InternetBench bench(slow_server());
    log_in(bench, "a");
    bench.dte.take_bytes();
    bench.dte.send("AT+UFTPC=6,\"/x\"\r");
    bench.run_until_received("CONNECT");
    bench.run_for(2s);
    bench.dte.send("+++");
    CHECK(bench.urc("+UUFTPCR") == "+UUFTPCR: 6,0");
    CHECK(bench.dte.received().find("\r\nDISCONNECT\r\n\r\nOK\r\n\r\n+UUFTPCR: 6,0\r\n") !=
          std::string::npos);
}

TEST_CASE("One FTP operation and one firmware download at a time", "[spec-04][ftp][r01-b]") {
    InternetBench bench(kServer);
    log_in(bench);
    {
        const Exclusion::Token other = bench.device->exclusion.begin(Download::Ufota);
        CHECK(bench.dte.ask("AT+UFTPC=100,\"/fw/delta\"") == "+CME ERROR: FOTA memory is in use");
        CHECK(bench.dte.ask("AT+UFTPC=6,\"/fw/delta\"") == "+CME ERROR: operation not allowed");
        CHECK(bench.dte.ask("AT+UFTPC=7,\"/fw/delta\"") == "+CME ERROR: operation not allowed");
    }
    REQUIRE(bench.dte.ask("AT+UFTPC=100,\"/fw/delta\"") == "OK");
    CHECK(bench.dte.ask("AT+UFTPC=8,\"/fw\"") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UFTPC=100,\"/fw/delta\"") == "+CME ERROR: FOTA memory is in use");
}

TEST_CASE("+UFTP keeps and resets its options, and refuses what is none",
          "[spec-04][ftp][at-commands-2.9]") {
    InternetBench bench(kServer);
    configure(bench);
    CHECK(bench.dte.ask("AT+UFTP=7,2121") == "OK");
    const std::string shown = bench.dte.ask("AT+UFTP?");
    CHECK(shown.find("+UFTP: 1,\"ftp.firmware.com\"") != std::string::npos);
    CHECK(shown.find("+UFTP: 6,1") != std::string::npos);
    CHECK(shown.find("+UFTP: 7,2121") != std::string::npos);
    CHECK(shown.find("+UFTP: 12,0") != std::string::npos);
    CHECK(bench.dte.ask("AT+UFTP=12,1") == "OK");
    CHECK(bench.dte.ask("AT+UFTP?").find("+UFTP: 12,1") != std::string::npos);
    CHECK(bench.dte.ask("AT+UFTP=5,60,121") != "OK");  // linger, s
    CHECK(shown.find("password") == std::string::npos);
    CHECK(bench.dte.ask("AT+UFTP=7") == "OK");
    CHECK(bench.dte.ask("AT+UFTP?").find("+UFTP: 7,21\r") != std::string::npos);
    for (const auto* wrong :
         {"9,1", "5,29", "5,181", "6,2", "7,0", "1,5", "0,\"x.org\"", "8,\"x\""}) {
        CHECK(bench.dte.ask(fmt::format("AT+UFTP={}", wrong)) ==
              "+CME ERROR: Incorrect parameters");
    }
    for (const auto* wrong : {"2", "3,\"a\"", "4,\"a\"", "100", "9"}) {
        CHECK(bench.dte.ask(fmt::format("AT+UFTPC={}", wrong)) ==
              "+CME ERROR: Incorrect parameters");
    }
}
