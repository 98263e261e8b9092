#include "tests/support/catch.hpp"
#include "tests/support/power_cuts.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;
using update::PackageKind;

namespace {

const std::string kOngoing = "\r\n+UFWUPD: ONGOING\r\nC";

void pull_reset(ModuleBench& bench) {
    bench.module.set_pin("RESET_N", false);
    bench.run_for(1s);
    bench.dte.drop_file();
    bench.dte.take_bytes();
    bench.module.set_pin("RESET_N", true);
    do REQUIRE(bench.kernel.scheduler.run_one());
    while (!bench.module.is_ready());
}

/// FOAT was cut: the old firmware as long as nothing was written, firmware update mode until the
/// new one is whole.  [firmware-update 3.6]
void check_foat_cut(ModuleBench& bench, const nlohmann::json& before) {
    bench.dte.set_baud(kFoatBaud);
    const nlohmann::json found = bench.module.inspect();
    if (bench.module.state() == "FwUpdateMode") {
        const bool is_dirty = found["journal"]["flash_dirty"] == true;
        if (!is_dirty) REQUIRE(found["firmware"] == before["firmware"]);
        REQUIRE(found["files"]["USER"] == before["files"]["USER"]);
        bench.dte.wait_for("\r\n+UFWUPD: Timeout\r\n", 120s);
        bench.run_for(10s);
        REQUIRE(bench.module.state() == (is_dirty ? "FwUpdateMode" : "Active"));
        if (!is_dirty) {
            REQUIRE(bench.module.inspect()["firmware"] == before["firmware"]);
            return;
        }
        heal(bench);
    }
    REQUIRE(bench.module.state() == "Active");
    check_updated(bench, before, false);
}

}  // namespace

TEST_CASE(
    "Power loss or reset in each phase of FOAT: what boots, what silence leads to, and a "
    "second transfer heals it",
    "[power-cut][foat][firmware-update-3.6]") {
    struct Phase {
        const char* name;
        std::function<void(ModuleBench&)> go;
        const char* boots;
        bool is_dirty;
        std::string version;  ///< of the firmware in the slot
        const char* after_silence;
    };
    const auto receive = [](const char* urc) {
        return [urc](ModuleBench& bench) {
            bench.start_foat(kFoatBaud);
            bench.dte.send_file(small_package(PackageKind::Full));
            bench.dte.wait_for(urc, 10min);
        };
    };
    const std::vector<Phase> phases = {
        {"resetting",
         [](ModuleBench& bench) {
             bench.dte.send("AT+UFWUPD=1,460800\r");
             bench.run_until_state("Resetting");
         },
         "FwUpdateMode", false, kOldVersion, "Active"},
        {"first C", [](ModuleBench& bench) { bench.start_foat(kFoatBaud); }, "FwUpdateMode", false,
         kOldVersion, "Active"},
        {"after NAKs",
         [](ModuleBench& bench) {
             bench.start_foat(kFoatBaud);
             bench.run_for(108s);
         },
         "FwUpdateMode", false, kOldVersion, "Active"},
        {"transferring",
         [](ModuleBench& bench) {
             bench.start_foat(kFoatBaud);
             bench.dte.start_file(small_package(PackageKind::Full));
             bench.run_for(1s);
         },
         "FwUpdateMode", false, kOldVersion, "Active"},
        {"after EOT: the file is there, it is installed",
         [](ModuleBench& bench) {
             bench.start_foat(kFoatBaud);
             bench.dte.send_file(small_package(PackageKind::Full));
         },
         "Active", false, kNewVersion, "Active"},
        {"validating", receive("+UFWPREVAL: 50"), "FwUpdateMode", false, kOldVersion, "Active"},
        {"validated", receive("+UFWPREVAL: 90"), "FwUpdateMode", false, kOldVersion, "Active"},
        {"installing", receive("+UFWUPD: 50"), "FwUpdateMode", true, "", "FwUpdateMode"},
        {"nearly installed", receive("+UFWUPD: 92"), "FwUpdateMode", true, "", "FwUpdateMode"},
        {"installed", receive("+UFWUPD: 128"), "Active", false, kNewVersion, "Active"},
    };
    const Phase& phase = phases[GENERATE_COPY(range(std::size_t{0}, phases.size()))];
    const bool by_pin = GENERATE(false, true);
    INFO(phase.name << (by_pin ? ", RESET_N" : ", supply"));
    ModuleBench bench;
    furnish(bench);
    const nlohmann::json before = bench.module.inspect();
    phase.go(bench);
    if (by_pin) {
        pull_reset(bench);
    } else {
        power_cycle(bench);
    }
    CHECK(bench.module.state() == phase.boots);
    const nlohmann::json found = bench.module.inspect();
    CHECK(found["journal"]["flash_dirty"] == phase.is_dirty);
    CHECK(bench.version() == phase.version);
    if (phase.version == kOldVersion) CHECK(found["firmware"] == before["firmware"]);
    if (bench.module.state() == "Active") return;

    CHECK(found["files"]["USER"] == before["files"]["USER"]);
    bench.dte.set_baud(kFoatBaud);
    SECTION("109 s of silence") {
        bench.dte.wait_for(kOngoing);
        bench.dte.wait_for("\r\n+UFWUPD: Timeout\r\n", 110s);
        bench.run_for(10s);
        CHECK(bench.module.state() == phase.after_silence);
        if (phase.is_dirty)
            CHECK_THAT(bench.dte.received(), Catch::Contains("Timeout\r\n" + kOngoing));
    }
    SECTION("the file again") {
        heal(bench);
        check_updated(bench, before, false);
    }
}

TEST_CASE("Bad data cannot take a half-written module out of firmware update mode",
          "[power-cut][foat][firmware-update-3.6]") {
    ModuleBench bench(small_profile(), before_foat_installation());
    const nlohmann::json before = bench.module.inspect();
    bench.dte.set_baud(kFoatBaud);
    bench.switch_on();
    bench.dte.wait_for("+UFWUPD: 50", 10min);
    power_cycle(bench);
    update::PackageRecipe recipe = small_recipe(PackageKind::Full);
    recipe.damage = GENERATE(update::Damage::FlipPayloadBit, update::Damage::NotAPackage);
    bench.dte.send_file(update::make_package(recipe));
    bench.dte.wait_for(recipe.damage == update::Damage::NotAPackage ? "\r\n+UFWUPD: 158\r\n"
                                                                    : "\r\n+UFWUPD: 148\r\n",
                       10min);
    bench.dte.wait_for(kOngoing);
    CHECK(bench.module.state() == "FwUpdateMode");
    SECTION("a sound file heals it") {
        heal(bench);
        check_updated(bench, before, false);
    }
    SECTION("it still knows after another power loss") {
        power_cycle(bench);
        CHECK(bench.module.state() == "FwUpdateMode");
        heal(bench);
        check_updated(bench, before, false);
    }
}

TEST_CASE("Power cut at any flash write of a FOAT installation: old firmware, update mode or new",
          "[power-cut][foat][firmware-update-3.6]") {
    cut_at_flash_writes(before_foat_installation(), check_foat_cut);
}
