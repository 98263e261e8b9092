// Appendix B of the note: one firmware download at a time, as the commands answer it.
#include "models/exclusion.hpp"
#include "tests/support/internet_bench.hpp"
#include "tests/support/result.hpp"

#include <string>
#include <string_view>

using namespace sara;
using namespace sara::test;

namespace {

struct ExclusionBench : Bench {
    ExclusionBench() { dte.ask("ATE0+CMEE=2"); }
};

/// A module that could begin any download: logged in by FTP, an HTTP server set, a socket
/// connected, a package in its files.
struct ReadyBench : InternetBench {
    ReadyBench()
        : InternetBench(R"({"servers": [
            {"name": "echo.org", "tcp_echo": {}},
            {"name": "ftp.org", "ftp": {"files": {"/f": "0123456789"}}},
            {"name": "web.org", "http": {"paths": {"/f": {"content": "0123456789"},
                                                  "/slow": {"content": "0123456789", "rate": 1}}}}]})") {
        REQUIRE(storage->files.write(storage::Tag::Foat, "", storage::WriteMode::Append,
                                     as_bytes("package")));
        for (const char* line : {"AT+UFTP=1,\"ftp.org\"", "AT+UFTP=2,\"me\"", "AT+UFTP=3,\"me\"",
                                 "AT+UFTPC=1", "AT+UHTTP=0,1,\"web.org\"", "AT+USOCR=6"}) {
            dte.ask(line);
        }
        REQUIRE(urc("+UUFTPCR") == "+UUFTPCR: 1,1");
        REQUIRE(dte.ask("AT+USOCO=0,\"echo.org\",7") == "OK");
        dte.take_bytes();
    }
};

/// A command for each column of the matrix that is one, and how its answer begins if it may.
struct Asked {
    Attempt attempt;
    std::string_view line;
    std::string_view allowed;
};
constexpr auto kAsked = std::to_array<Asked>({
    {Attempt::FtpDownload, "AT+UFTPC=100,\"/f\"\r", "\r\nOK\r\n"},
    {Attempt::HttpDownload, "AT+UHTTPC=0,100,\"/f\"\r", "\r\nOK\r\n"},
    {Attempt::Udwnfile, "AT+UDWNFILE=\"f\",10,\"FOAT\"\r", "\r\n>"},
    {Attempt::SocketDirectLink, "AT+USODL=0\r", "\r\nCONNECT\r\n"},
    {Attempt::FtpDirectGet, "AT+UFTPC=6,\"/f\"\r", "\r\nCONNECT\r\n"},
    {Attempt::FtpDirectPut, "AT+UFTPC=7,\"/g\"\r", "\r\nCONNECT\r\n"},
    {Attempt::Ufwupd, "AT+UFWUPD=1,115200\r", ""},
    {Attempt::Ufwinstall, "AT+UFWINSTALL\r", "\r\nOK\r\n"},
});

std::string_view answer_of(Refusal refusal) {
    switch (refusal) {
        case Refusal::MemoryInUse:
            return "\r\n+CME ERROR: FOTA memory is in use\r\n";
        case Refusal::NotAllowed:
            return "\r\n+CME ERROR: operation not allowed\r\n";
        case Refusal::PlainError:
        case Refusal::UfotaUrc:
            break;
    }
    return "\r\nERROR\r\n";
}

}  // namespace

TEST_CASE("Each command answers as its cell of the matrix says", "[spec-b][exclusion][r01-b]") {
    const Asked asked = GENERATE(from_range(kAsked.begin(), kAsked.end()));
    const auto active =
        GENERATE(Download::Ufota, Download::Ftp, Download::Http, Download::Udwnfile);
    ReadyBench bench;
    auto token = bench.device->exclusion.begin(active);
    const auto refusal = bench.device->exclusion.refuses(asked.attempt);
    INFO(asked.line << " during download " << static_cast<int>(active));
    REQUIRE(refusal.has_value() == (verdict_on(active, asked.attempt) != Verdict::Allowed));
    const std::string answer = bench.dte.exchange(asked.line);
    CHECK_THAT(answer,
               Catch::StartsWith(std::string(refusal ? answer_of(*refusal) : asked.allowed)));
    CHECK(bench.control.what.empty());
}

TEST_CASE("A uFOTA download forbids them from its URI to its end", "[spec-b][exclusion][r01-b]") {
    const Asked asked = GENERATE(from_range(kAsked.begin(), kAsked.end()));
    ReadyBench bench;
    ufota::FirmwareDownload& download = bench.device->ufota.download;
    REQUIRE(download.write_uri(721, "http://web.org/slow"));
    INFO(asked.line);
    const auto refusal = refusal_of(asked.attempt);
    CHECK_THAT(bench.dte.exchange(asked.line), Catch::StartsWith(std::string(answer_of(refusal))));
    CHECK(bench.control.what.empty());
    REQUIRE(download.phase() == ufota::DownloadState::Downloading);
    REQUIRE(download.cancel());
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("A download that is over forbids nothing", "[spec-b][exclusion][r01-b]") {
    const Asked asked = GENERATE(from_range(kAsked.begin(), kAsked.end()));
    ReadyBench bench;
    bench.device->exclusion.begin(Download::Ftp).release();
    INFO(asked.line);
    CHECK_THAT(bench.dte.exchange(asked.line), Catch::StartsWith(std::string(asked.allowed)));
}

TEST_CASE("+UDWNFILE downloads firmware only with tag FOAT", "[spec-b][exclusion][r01-b]") {
    ExclusionBench bench;
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"f\",3\r") == "\r\n>");
    CHECK_FALSE(bench.device->exclusion.active());
    CHECK(bench.dte.exchange("abc") == "\r\nOK\r\n");
    const auto token = bench.device->exclusion.begin(Download::Ftp);
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"g\",3\r") == "\r\n>");
    CHECK(bench.dte.exchange("abc") == "\r\nOK\r\n");
}

TEST_CASE("+UDWNFILE to FOAT is a download from its prompt to its end",
          "[spec-b][exclusion][r01-b]") {
    ExclusionBench bench;
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"f\",3,\"FOAT\"\r") == "\r\n>");
    CHECK(bench.device->exclusion.active() == Download::Udwnfile);
    SECTION("all bytes came") {
        CHECK(bench.dte.exchange("abc") == "\r\nOK\r\n");
    }
    SECTION("none came for 20 s") {
        bench.run_for(21s);
        CHECK(bench.dte.take_bytes() == "\r\n+CME ERROR: FFS TIMEOUT\r\n");
    }
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("A download ends when the flash fails", "[spec-b][exclusion][r01-b]") {
    ExclusionBench bench;
    bench.dte.exchange("AT+UDWNFILE=\"f\",100000,\"FOAT\"\r");
    bench.dte.exchange(std::string(8192, 'x'));
    bench.storage->flash().set_faulty(storage::Region::Foat, true);
    bench.dte.send(std::string(8192, 'x'));
    bench.run_until_received("\r\n+CME ERROR: FFS write error\r\n");
    CHECK_FALSE(bench.device->exclusion.active());
}

TEST_CASE("After +UFWUPD nothing else may begin until the reset", "[spec-b][exclusion][r01-b]") {
    ExclusionBench bench;
    bench.dte.exchange("AT+UFWUPD=1,115200\r");
    CHECK(bench.device->exclusion.active() == Download::Ufwupd);
    bench.reboot();
    CHECK_FALSE(bench.device->exclusion.active());
}
