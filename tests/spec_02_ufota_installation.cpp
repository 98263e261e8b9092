// Section 2.6 of the note: what the host sees of the installation, and of the reboots behind it.
#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"
#include "tests/support/result.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

/// A module with a package of uFOTA's that waits for the host to install it.
struct DownloadedBench : ModuleBench {
    explicit DownloadedBench(const std::string& mno_profile) {
        storage::Storage& storage = module.storage();
        REQUIRE(storage.nvm.set("uFOTA download", "DownloadedForHost,0,721,1,,http://fw.org/p"));
        REQUIRE(storage.nvm.set("+UMNOPROF", mno_profile));
        REQUIRE(storage.nvm.set("+UFOTASTAT", "1"));
        write_file(storage::Tag::Foat, "", small_package(update::PackageKind::Delta));
        reset();
    }

    void reset() {
        cut_power();
        switch_on();
        run_until_state("Active");
        greet();
    }

    /// Up to the first boot of the new firmware.
    void install() {
        REQUIRE(dte.ask("AT+UFWINSTALL") == "OK");
        run_until_updated("+UUFWINSTALL");
    }

    bool pin(const char* name) const { return module.inspect()["pins"][name].get<bool>(); }
};

}  // namespace

TEST_CASE("A profile other than the global one takes a second reboot", "[spec-02][ufota][r01-t6]") {
    DownloadedBench bench("100");
    bench.install();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 90");
    CHECK(bench.dte.ask("AT+UFOTASTAT?") == "+UFOTASTAT: 0");
    bench.run_until_state("Resetting", 11s);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
    CHECK(bench.dte.ask("AT+UFOTASTAT?") == "+UFOTASTAT: 0");
    bench.run_for(5min);
    CHECK(bench.module.state() == "Active");
    CHECK_FALSE(bench.module.storage().journal.state().restore_mno_profile);
}

TEST_CASE("With the global profile there is one reboot", "[spec-02][ufota][r01-t5]") {
    DownloadedBench bench("90");
    bench.install();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 90");
    bench.run_for(1min);
    CHECK(bench.module.state() == "Active");
}

TEST_CASE("A power cut between the reboots leaves the profile to be restored",
          "[spec-02][ufota][r01-2.6.6]") {
    DownloadedBench bench("100");
    bench.install();
    bench.run_for(5s);
    bench.reset();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 90");
    bench.run_until_state("Resetting", 11s);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
}

TEST_CASE("An installation that reports nothing shows on the pins alone",
          "[spec-02][ufota][r01-2.6.1][r01-2.6.4]") {
    DownloadedBench bench("90");
    storage::JournalState journal = bench.module.storage().journal.state();
    journal.install =
        storage::PendingInstall{.method = storage::UpdateMethod::Ufota, .urcs = false};
    REQUIRE(bench.module.storage().journal.update(journal));
    bench.cut_power();
    bench.dte.take_bytes();
    bench.switch_on();
    bench.run_until_state("FwInstall");
    CHECK_FALSE(bench.pin("RXD"));
    CHECK_FALSE(bench.pin("CTS"));
    bench.run_until_state("Active", 1h);
    CHECK(bench.dte.take_bytes().empty());
    CHECK(bench.pin("RXD"));
    bench.run_for(1s);
    CHECK(bench.pin("CTS"));
    bench.greet();
    CHECK(bench.dte.ask("ATI9") == kNewVersion);
}

TEST_CASE("A cut installation of uFOTA's starts again by itself",
          "[spec-02][ufota][firmware-update-2.4]") {
    DownloadedBench bench("100");
    REQUIRE(bench.dte.ask("AT+UFWINSTALL") == "OK");
    bench.run_until_state("FwInstall");
    bench.run_for(5s);
    bench.cut_power();
    bench.switch_on();
    bench.run_until_updated("+UUFWINSTALL");
    bench.run_until_state("Resetting", 11s);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
}

TEST_CASE("A package that is not valid leaves the firmware, the profile and the package",
          "[spec-02][ufota][r03-3.7.4]") {
    DownloadedBench bench("100");
    storage::FileSystem& files = bench.module.storage().files;
    auto package = small_package(update::PackageKind::Delta);
    std::uint8_t& damaged = package[package.size() / 2];
    damaged = static_cast<std::uint8_t>(damaged ^ 1U);
    REQUIRE(files.write(storage::Tag::Foat, "", storage::WriteMode::Overwrite, package));
    REQUIRE(bench.dte.ask("AT+UFWINSTALL") == "OK");
    bench.dte.wait_for("\r\n+UUFWINSTALL: 1", 1h);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 100");
    CHECK(files.list(storage::Tag::Foat).size() == 1);
    bench.run_for(1min);
    CHECK(bench.module.state() == "Active");
}
