#include "sim/random.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/power_cuts.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

using namespace sara;
using namespace sara::test;
using update::PackageKind;

namespace {

const std::string kInstallDone = "\r\n+UUFWINSTALL: 128\r\n";

/// +UFWINSTALL goes on by itself; what it says first tells where it goes on.  [firmware-update 5]
void check_ufwinstall_cut(ModuleBench& bench, const nlohmann::json& before) {
    const std::string heard = bench.dte.take_bytes();
    REQUIRE_THAT(heard, Catch::StartsWith("\r\n+UFWPREVAL: 0\r\n") ||
                            Catch::StartsWith("\r\n+UUFWINSTALL: 1\r\n") ||
                            Catch::Equals(kInstallDone));
    REQUIRE(bench.module.state() == "Active");
    check_updated(bench, before, true);
}

/// Switches on, and sends the file whenever the module asks for it.  False: the power failed.
bool goes_through(ModuleBench& bench) {
    bench.switch_on();
    bool is_sending = false;
    const Time limit = bench.kernel.scheduler.now() + 1h;
    while (bench.module.has_supply() && bench.module.state() != "Active") {
        if (bench.module.state() == "FwUpdateMode" && !std::exchange(is_sending, true)) {
            bench.dte.start_file(small_package(PackageKind::Full));
        }
        REQUIRE(bench.kernel.scheduler.now() < limit);
        REQUIRE(bench.kernel.scheduler.run_one());
    }
    return bench.module.has_supply();
}

}  // namespace

TEST_CASE("Power cut at any flash write of +UFWINSTALL: it starts again by itself",
          "[power-cut][ufwinstall][r01-5.1.1]") {
    cut_at_flash_writes(before_ufwinstall(), check_ufwinstall_cut);
}

TEST_CASE("However often the power fails, the module ends with the new firmware",
          "[power-cut][foat][ufwinstall][slow]") {
    const bool by_foat = GENERATE(true, false);
    const FlashContents& flash = by_foat ? before_foat_installation() : before_ufwinstall();
    // FOAT has to receive the file again, too.
    const std::uint64_t longest = (by_foat ? 5 : 2) * writes_of(flash);
    const nlohmann::json before = ModuleBench(small_profile(), flash).module.inspect();
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        INFO((by_foat ? "FOAT" : "+UFWINSTALL") << ", seed " << seed);
        Random random(seed, "power cuts");
        ModuleBench bench(small_profile(), flash);
        bench.dte.set_baud(kFoatBaud);
        do {
            bench.dte.drop_file();
            bench.dte.take_bytes();
            bench.module.cut_power_at_flash_write(1 + random.below(longest), random.chance(1, 2));
        } while (!goes_through(bench));
        check_updated(bench, before, !by_foat);
    }
}
