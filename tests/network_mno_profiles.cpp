#include "models/network/mno_profiles.hpp"

#include "models/storage/synced_contexts.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <algorithm>
#include <cstdint>

using namespace sara;
using storage::Region;

TEST_CASE(
    "Contexts that outlive an update are there wherever the supply is cut while its profile is "
    "applied",
    "[network][r03-3.7.5]") {
    bool was_cut = true;
    for (std::uint64_t write = 1; was_cut; ++write) {
        INFO("write " << write);
        testing::FlashBench bench;
        storage::Nvm nvm(bench.partition(Region::Nvm));
        nvm.mount();
        REQUIRE(nvm.set("+UMNOPROF", "2"));
        REQUIRE(storage::restore_contexts(nvm, {{"+CGDCONT 1", "IP,mine"}}, true));
        bench.flash.cut_at_write(write, false);
        network::apply_mno_profile(nvm);
        was_cut = bench.flash.is_dead();
        bench.flash.revive();
        bench.flash.cut_at_write(0, false);

        storage::Nvm again(bench.partition(Region::Nvm));
        again.mount();
        network::apply_mno_profile(again);
        CHECK(network::applied_profile(again).id == 2);
        CHECK(again.get("+CGDCONT 1") == "IP,mine");
        CHECK(std::ranges::none_of(again.settings(), [](const auto& setting) {
            return setting.first.starts_with("synced ");
        }));
    }
}

TEST_CASE("They wait for the profile that follows the update", "[network][r03-3.7.5]") {
    testing::FlashBench bench;
    storage::Nvm nvm(bench.partition(Region::Nvm));
    nvm.mount();
    REQUIRE(storage::restore_contexts(nvm, {{"+CGDCONT 1", "IP,mine"}}, true));
    network::apply_mno_profile(nvm);  // the global one, as before
    REQUIRE(nvm.set("+UMNOPROF", "2"));
    network::apply_mno_profile(nvm);
    CHECK(nvm.get("+CGDCONT 1") == "IP,mine");
}
