#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace sara;
using namespace sara::test;
using storage::Tag;
using update::FlashWritten;
using update::InstallCodeRow;
using update::PackageKind;

namespace {

constexpr const char* kOverAt = "AT+UFWINSTALL=1,115200";

/// A delta in the FOAT area, and a fault that ends its installation with the code of `meaning`.
struct FailureBench : ModuleBench {
    explicit FailureBench(std::string_view meaning)
        : ModuleBench(small_profile()), failure{{"code", std::string(meaning)}} {
        write_file(Tag::Foat, "", small_package(PackageKind::Delta));
        greet();
        dte.ask("ATE0");
    }
    void fail(bool on) { module.inject("install_failure", failure, on); }

    void run_until_back() {
        run_until_state("Resetting");
        run_until_state("Active");
        greet();
    }

    nlohmann::json failure;
};

/// The codes with which an installation can fail on this series, but for those that say `not_this`.
std::vector<InstallCodeRow> failures(FlashWritten not_this) {
    std::vector<InstallCodeRow> rows;
    for (const InstallCodeRow& row : update::kInstallCodes) {
        const bool is_failure = row.on_r5 && row.code != update::InstallCode::Success;
        if (is_failure && row.written != not_this) rows.push_back(row);
    }
    return rows;
}

}  // namespace

TEST_CASE("Every code that leaves the flash alone: told to the host, then the old firmware boots",
          "[update][firmware-update-6]") {
    const InstallCodeRow row = GENERATE(from_range(failures(FlashWritten::Yes)));
    INFO(row.meaning);
    FailureBench bench(row.meaning);
    const std::string old_firmware = bench.digest();
    REQUIRE(bench.dte.ask(kOverAt) == "OK");
    bench.dte.wait_for("+UFWPREVAL: 50\r\n", 10min);
    bench.fail(true);
    bench.dte.wait_for(fmt::format("\r\n+UUFWINSTALL: {}\r\n", update::number_of(row.code)));
    bench.fail(false);
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    CHECK(bench.digest() == old_firmware);
}

TEST_CASE("Every code after the flash was written: told to the host, then the module mends itself",
          "[update][firmware-update-5][firmware-update-6]") {
    const InstallCodeRow row = GENERATE(from_range(failures(FlashWritten::No)));
    INFO(row.meaning);
    FailureBench bench(row.meaning);
    REQUIRE(bench.dte.ask(kOverAt) == "OK");
    bench.dte.wait_for("+UUFWINSTALL: 79\r\n", 1h);
    bench.fail(true);
    bench.dte.wait_for(fmt::format("\r\n+UUFWINSTALL: {}\r\n", update::number_of(row.code)));
    bench.fail(false);
    bench.dte.wait_for("\r\n+UUFWINSTALL: 128\r\n", 1h);
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kNewVersion);
}

TEST_CASE(
    "An image that can never be written: three attempts, then the module asks for another package",
    "[update][firmware-update-5]") {
    FailureBench bench("flash write failure");
    REQUIRE(bench.dte.ask(kOverAt) == "OK");
    bench.dte.wait_for("+UUFWINSTALL: 79\r\n", 1h);
    bench.fail(true);
    for (int attempt = 1; attempt <= 3; ++attempt) {
        CHECK(bench.module.state() == "FwInstall");
        bench.dte.wait_for("\r\n+UUFWINSTALL: 160\r\n", 1h);
    }
    bench.run_until_state("FwUpdateMode");
    CHECK(bench.module.asks_for_transfer());
    // It still does after a power cut.
    bench.module.set_supply(false);
    bench.run_for(1s);
    bench.module.set_supply(true);
    bench.run_until_state("FwUpdateMode");
    CHECK(bench.module.asks_for_transfer());
}
