#include "tests/support/power_cuts.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace sara::test {

using update::PackageKind;

void furnish(ModuleBench& bench) {
    const Bytes der = as_bytes("a certificate");
    REQUIRE(bench.module.storage().certificates.add({storage::CertificateType::RootCa,
                                                     "my_ca",
                                                     {der.begin(), der.end()},
                                                     "md5",
                                                     "CN",
                                                     "",
                                                     false}));
    bench.write_file(storage::Tag::User, "mine", as_bytes("contents"));
    bench.greet();
    REQUIRE(bench.dte.ask("AT+UMNOPROF=100") == "OK");
}

const FlashContents& before_foat_installation() {
    static const FlashContents kFlash = [] {
        ModuleBench bench(small_profile());
        furnish(bench);
        bench.start_foat(kFoatBaud);
        bench.dte.send_file(small_package(PackageKind::Full));
        bench.run_until_state("Resetting");
        return bench.freeze_flash();
    }();
    return kFlash;
}

const FlashContents& before_ufwinstall() {
    static const FlashContents kFlash = [] {
        ModuleBench bench(small_profile());
        furnish(bench);
        bench.write_file(storage::Tag::Foat, "", small_package(PackageKind::Delta));
        REQUIRE(bench.dte.ask("AT+UFWINSTALL=1,115200") == "OK");
        bench.run_until_state("Resetting");
        return bench.freeze_flash();
    }();
    return kFlash;
}

void power_cycle(ModuleBench& bench) {
    bench.cut_power();
    bench.run_for(1s);
    bench.dte.drop_file();
    bench.dte.take_bytes();
    bench.switch_on();
    while (!bench.module.is_ready()) REQUIRE(bench.kernel.scheduler.run_one());
}

void heal(ModuleBench& bench) {
    bench.dte.set_baud(kFoatBaud);
    bench.dte.take_bytes();
    bench.dte.send_file(small_package(PackageKind::Full));
    bench.dte.wait_for("\r\n+UFWUPD: 128\r\n", 10min);
    bench.run_until_state("Active");
}

void check_updated(const ModuleBench& bench, const nlohmann::json& before, bool keeps_user_files) {
    const nlohmann::json after = bench.module.inspect();
    REQUIRE(after["firmware"]["version"] == kNewVersion);
    REQUIRE(after["firmware"]["valid"] == true);
    REQUIRE(after["certificates"] == before["certificates"]);
    REQUIRE(after["rf_calibration"] == before["rf_calibration"]);
    REQUIRE_FALSE(after["nvm"] == before["nvm"]);
    const auto& files = before["files"]["USER"];
    REQUIRE(after["files"]["USER"] == (keeps_user_files ? files : nlohmann::json::array()));
    REQUIRE(after["files"]["FOAT"].empty());
    REQUIRE(after["journal"]["update_mode"].is_null());
    REQUIRE(after["journal"]["install"].is_null());
    REQUIRE(after["journal"]["flash_dirty"] == false);
}

std::uint64_t writes_of(const FlashContents& flash) {
    ModuleBench bench(small_profile(), flash);
    bench.switch_on();
    bench.run_until_state("Active");
    return bench.module.storage().flash().writes();
}

void cut_at_flash_writes(const FlashContents& flash,
                         const std::function<void(ModuleBench&, const nlohmann::json&)>& check) {
    const std::uint64_t writes = writes_of(flash);
    CHECK(writes > 2 * kSmallImageBytes / storage::kSectorBytes);
    const nlohmann::json before = ModuleBench(small_profile(), flash).module.inspect();
    for (const bool torn : {false, true}) {
        for (std::uint64_t write = 1; write <= writes; ++write) {
            INFO("write " << write << " of " << writes << (torn ? ", torn" : ", not done"));
            ModuleBench bench(small_profile(), flash);
            bench.module.cut_power_at_flash_write(write, torn);
            bench.switch_on();
            while (bench.module.has_supply()) REQUIRE(bench.kernel.scheduler.run_one());
            power_cycle(bench);
            check(bench, before);
        }
    }
}

}  // namespace sara::test
