#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

using namespace sara;
using namespace sara::test;
using storage::Tag;
using update::PackageKind;

namespace {

constexpr const char* kInstall = "AT+UFWINSTALL=1,115200";
constexpr const char* kSuccess = "\r\n+UUFWINSTALL: 128\r\n";

/// A module with a user's file and that package in its FOAT area.
struct InstallBench : ModuleBench {
    explicit InstallBench(Bytes package = small_package(PackageKind::Delta),
                          const products::Profile& profile = small_profile())
        : ModuleBench(profile) {
        write_file(Tag::User, "mine", as_bytes("kept"));
        write_file(Tag::Foat, "", package);
        greet();
        dte.ask("ATE0");
    }

    /// The module after the update: in operation, and the host talks to it.
    void run_until_back() {
        run_until_state("Resetting");
        run_until_state("Active");
        greet();
    }
};

}  // namespace

TEST_CASE("+UFWINSTALL answers OK, resets, reports at the new speed and brings the new firmware",
          "[spec-05][ufwinstall][r01-5.2]") {
    InstallBench bench;
    CHECK(bench.dte.exchange("AT+UFWINSTALL=1,921600\r", 2s) == "\r\nOK\r\n");
    CHECK(bench.dte.ask("AT") == "OK");  // for a while it still answers
    bench.run_until_state("Resetting");
    CHECK(bench.module.inspect()["pins"]["CTS"] == false);
    bench.dte.take_bytes();
    bench.dte.set_baud(921'600);
    bench.dte.wait_for(kSuccess, 1h);
    const std::string heard = bench.dte.take_bytes();
    CHECK_THAT(heard, Catch::StartsWith("\r\n+UFWPREVAL: 0\r\n\r\n+UFWPREVAL: 3\r\n"));
    CHECK_THAT(heard, Catch::Contains("\r\n+UFWPREVAL: 100\r\n\r\n+UUFWINSTALL: 1\r\n"));
    CHECK_THAT(heard, Catch::EndsWith(std::string("\r\n+UUFWINSTALL: 100\r\n") + kSuccess));
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kNewVersion);
    CHECK(bench.module.inspect()["journal"]["last_result"]["code"] == 128);
}

TEST_CASE("The profile decides how long a delta of 450 kB takes: 25 min on 00B, 15 min on 01B",
          "[spec-05][ufwinstall][r01-5.1.2]") {
    constexpr std::uint32_t kDeltaBytes = 45'000;  // a tenth, so that it is quick to make
    update::PackageRecipe recipe = small_recipe(PackageKind::Delta, 131'072);
    recipe.delta_size = kDeltaBytes;
    InstallBench bench(update::make_package(recipe), small_profile(131'072));
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    bench.dte.wait_for("\r\n+UFWPREVAL: 100\r\n");
    const Time start = bench.kernel.scheduler.now();
    bench.dte.wait_for(kSuccess, 1h);
    const Duration length = bench.kernel.scheduler.now() - start;
    CHECK(length > 90s);
    CHECK(length < 91s);
}

TEST_CASE("After +UFWINSTALL settings and profiles are the factory's, files stay, the package goes",
          "[spec-05][ufwinstall][r01-5.1][r01-7]") {
    InstallBench bench;
    for (const char* setting : {"AT+CMEE=2", "ATQ0V1S7=30&W", "AT+UMNOPROF=100", "AT+CTZU=1",
                                "AT+CSGT=1,\"hello\"", "AT+UFWINSTALL=,,,1"}) {
        INFO(setting);
        CHECK(bench.dte.ask(setting) == "OK");
    }
    REQUIRE(bench.module.inspect()["nvm"] != ModuleBench().module.inspect()["nvm"]);
    const auto before = bench.module.inspect();
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    bench.dte.wait_for(kSuccess, 1h);
    bench.run_until_back();
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 90");
    CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE: \"mine\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"FOAT\"") == "+ULSTFILE:");
    const auto after = bench.module.inspect();
    CHECK(after["nvm"] == ModuleBench().module.inspect()["nvm"]);
    for (const char* kept : {"certificates", "rf_calibration"}) CHECK(after[kept] == before[kept]);
    CHECK(after["files"]["USER"] == before["files"]["USER"]);
}

TEST_CASE("A package that cannot be installed: its code, then the old firmware as it was",
          "[spec-05][ufwinstall][r01-5.1][firmware-update-6]") {
    struct Refusal {
        const char* what;
        std::function<void(update::PackageRecipe&)> spoil;
        int code;
    };
    using Recipe = update::PackageRecipe;
    using Flaw = update::Damage;
    const auto damaged = [](Flaw damage) {
        return [damage](Recipe& recipe) { recipe.damage = damage; };
    };
    const std::vector<Refusal> refusals = {
        {"a flipped bit", damaged(Flaw::FlipPayloadBit), 148},
        {"a flipped bit in the header", damaged(Flaw::FlipHeaderBit), 148},
        {"truncated", damaged(Flaw::Truncate), 148},
        {"not a package", damaged(Flaw::NotAPackage), 158},
        {"a full package", [](Recipe& recipe) { recipe = small_recipe(PackageKind::Full); }, 158},
        {"another start version", [](Recipe& recipe) { recipe.from = "03.14,A00.01"; }, 168},
        {"another start image", [](Recipe& recipe) { recipe.image_size = 73'728; }, 168},
        {"another model", [](Recipe& recipe) { recipe.product = "SARA-R500S-01B-00"; }, 168},
        {"a broken signature", damaged(Flaw::BreakSignature), 173},
        {"another signer", damaged(Flaw::SignWithOtherKey), 173},
        {"another format version", damaged(Flaw::FormatVersion), 174},
        {"a wrong length field", damaged(Flaw::LengthField), 180},
        {"something behind it", damaged(Flaw::Append), 180},
    };
    const Refusal& refusal = refusals[GENERATE_COPY(range(std::size_t{0}, refusals.size()))];
    INFO(refusal.what);
    Recipe recipe = small_recipe(PackageKind::Delta);
    refusal.spoil(recipe);
    InstallBench bench(update::make_package(recipe));
    REQUIRE(bench.dte.ask("AT+CSCON=1") == "OK");
    const auto before = bench.module.inspect();
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    const std::string code = "\r\n+UUFWINSTALL: " + std::to_string(refusal.code) + "\r\n";
    bench.dte.wait_for(code, 10min);
    const std::string heard = bench.dte.take_bytes();
    CHECK_THAT(heard, Catch::StartsWith("\r\n+UFWPREVAL: 0\r\n") && Catch::EndsWith(code));
    CHECK_THAT(heard, !Catch::Contains("+UUFWINSTALL: 1\r\n"));

    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    const auto after = bench.module.inspect();
    for (const char* same : {"firmware", "files", "nvm", "certificates"}) {
        CHECK(after[same] == before[same]);  // the package too is kept
    }
    bench.cut_power();
    bench.switch_on();
    bench.run_until_state("Active");  // and nothing is left to be done
}

TEST_CASE("A package appended to another is no package", "[spec-05][ufwinstall][file-system-1.2]") {
    InstallBench bench;
    bench.write_file(Tag::Foat, "", small_package(PackageKind::Delta));
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    bench.dte.wait_for("\r\n+UUFWINSTALL: 180\r\n", 10min);
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
}

TEST_CASE("A package that vanishes before the reset: 144",
          "[spec-05][ufwinstall][firmware-update-6]") {
    InstallBench bench;
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    REQUIRE(bench.dte.ask("AT+UDELFILE=\"updatePackage.bin\"") == "OK");
    bench.dte.wait_for("\r\n+UUFWINSTALL: 144\r\n");
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
}

TEST_CASE("A flash that fails while the new image is built: 160, the old firmware is untouched",
          "[spec-05][ufwinstall][firmware-update-6]") {
    InstallBench bench;
    const std::string old_firmware = bench.digest();
    bench.module.storage().flash().set_faulty(storage::Region::Staging, true);
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    bench.dte.wait_for("\r\n+UUFWINSTALL: 160\r\n", 10min);
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    CHECK(bench.digest() == old_firmware);
}

TEST_CASE("A lost cable loses the URCs, not the installation",
          "[spec-05][ufwinstall][firmware-update-5]") {
    InstallBench bench;
    REQUIRE(bench.dte.ask(kInstall) == "OK");
    bench.dte.wait_for("\r\n+UUFWINSTALL: 1\r\n", 10min);
    Line& uart = *bench.module.line("uart");
    uart.set_connected(false);
    bench.run_until_state("Resetting", 1h);
    uart.set_connected(true);
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("ATI9") == kNewVersion);
}

TEST_CASE("Without supply in an installation it starts again by itself, on the same port and speed",
          "[spec-05][ufwinstall][r01-5.1.1]") {
    struct Row {
        const char* when;
        const char* heard_last;
        const char* heard_first;
    };
    const auto row = GENERATE(values<Row>({
        {"validating", "+UFWPREVAL: 50", "\r\n+UFWPREVAL: 0\r\n"},
        {"building the new image", "+UUFWINSTALL: 24", "\r\n+UFWPREVAL: 0\r\n"},
        {"writing the firmware", "+UUFWINSTALL: 81", "\r\n+UUFWINSTALL: 1\r\n"},
    }));
    const bool by_reset_pin = GENERATE(false, true);
    INFO(row.when << (by_reset_pin ? ", RESET_N" : ", supply"));
    InstallBench bench;
    REQUIRE(bench.dte.ask("AT+UFWINSTALL=1,460800") == "OK");
    bench.run_until_state("Resetting");
    bench.dte.set_baud(460'800);
    bench.dte.wait_for(row.heard_last, 1h);
    if (by_reset_pin) {
        bench.module.set_pin("RESET_N", false);
        bench.run_for(100ms);
        bench.module.set_pin("RESET_N", true);
    } else {
        bench.cut_power();
        bench.run_for(5s);
        bench.switch_on();
    }
    bench.dte.take_bytes();
    bench.dte.wait_for(kSuccess, 1h);
    CHECK_THAT(bench.dte.take_bytes(), Catch::StartsWith(row.heard_first));
    bench.run_until_back();
    CHECK(bench.dte.ask("ATI9") == kNewVersion);
    CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE: \"mine\"");
}
