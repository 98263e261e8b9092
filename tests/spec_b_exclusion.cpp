// Appendix B of the note: one firmware download at a time, as the commands answer it.
#include "models/exclusion.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"

#include <string>
#include <string_view>

using namespace sara;
using namespace sara::test;

namespace {

struct ExclusionBench : Bench {
    ExclusionBench() { dte.ask("ATE0+CMEE=2"); }
    void store_package() {
        REQUIRE(storage->files.write(storage::Tag::Foat, "", storage::WriteMode::Append,
                                     as_bytes("package")));
    }
};

/// A command for each column of the matrix that is one, and what it answers if it may.
struct Asked {
    Attempt attempt;
    std::string_view line;
    std::string_view allowed;
};
constexpr auto kAsked = std::to_array<Asked>({
    {Attempt::Udwnfile, "AT+UDWNFILE=\"f\",10,\"FOAT\"\r", "\r\n>"},
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
    ExclusionBench bench;
    bench.store_package();
    auto token = bench.device->exclusion.begin(active);
    const auto refusal = bench.device->exclusion.refuses(asked.attempt);
    INFO(asked.line << " during download " << static_cast<int>(active));
    REQUIRE(refusal.has_value() == (verdict_on(active, asked.attempt) != Verdict::Allowed));
    CHECK(bench.dte.exchange(asked.line) == (refusal ? answer_of(*refusal) : asked.allowed));
    CHECK(bench.control.what.empty());
}

TEST_CASE("A download that is over forbids nothing", "[spec-b][exclusion][r01-b]") {
    const Asked asked = GENERATE(from_range(kAsked.begin(), kAsked.end()));
    ExclusionBench bench;
    bench.store_package();
    bench.device->exclusion.begin(Download::Ftp).release();
    CHECK(bench.dte.exchange(asked.line) == asked.allowed);
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
