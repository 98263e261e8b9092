#include "models/storage/nvm.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;

namespace {
std::unique_ptr<Nvm> make_nvm(FlashBench& bench) {
    return std::make_unique<Nvm>(bench.partition(Region::Nvm));
}
}  // namespace

TEST_CASE("A new NVM holds nothing but factory values", "[storage][nvm][module-behaviour-6]") {
    FlashBench bench;
    const auto nvm = make_nvm(bench);
    nvm->mount();
    CHECK_FALSE(nvm->get("+UMNOPROF").has_value());
    CHECK(nvm->settings().empty());
    CHECK_FALSE(nvm->profile(0).has_value());
    CHECK(nvm->boot_profile() == 0);
    CHECK(nvm->factory_restore() == FactoryRestore{});
}

TEST_CASE("Settings, profiles and marks survive the supply", "[storage][nvm][module-behaviour-6]") {
    FlashBench bench;
    const auto nvm = make_nvm(bench);
    const Settings profile{{"&K", "0"}, {"+IPR", "115200"}, {"E", "0"}};
    REQUIRE(nvm->set("+CGDCONT", R"(1,"IPV4V6","internet")"));
    REQUIRE(nvm->set("+UMNOPROF", "100"));
    REQUIRE(nvm->set("+CPSMS", "1"));
    REQUIRE(nvm->erase("+CPSMS"));
    REQUIRE(nvm->store_profile(1, profile));
    REQUIRE(nvm->store_profile(0, {}));
    REQUIRE(nvm->set_boot_profile(1));
    REQUIRE(nvm->set_factory_restore({.fs = 2, .nvm = 0}));

    const auto again = make_nvm(bench);
    again->mount();
    CHECK(again->settings() ==
          Settings{{"+CGDCONT", R"(1,"IPV4V6","internet")"}, {"+UMNOPROF", "100"}});
    CHECK(again->profile(1) == profile);
    CHECK(again->profile(0) == Settings{});
    CHECK(again->boot_profile() == 1);
    CHECK(again->factory_restore() == FactoryRestore{.fs = 2, .nvm = 0});
    CHECK(again->to_json() == R"({
        "settings": {"+CGDCONT": "1,\"IPV4V6\",\"internet\"", "+UMNOPROF": "100"},
        "profiles": {"0": {}, "1": {"&K": "0", "+IPR": "115200", "E": "0"}},
        "boot_profile": 1,
        "factory_restore": {"fs": 2, "nvm": 0}
    })"_json);
}

TEST_CASE("+UFACTORY=0,0 cancels the mark", "[storage][nvm][module-behaviour-6]") {
    FlashBench bench;
    const auto nvm = make_nvm(bench);
    REQUIRE(nvm->set_factory_restore({.fs = 2, .nvm = 2}));
    REQUIRE(nvm->set_factory_restore({}));
    nvm->mount();
    CHECK(nvm->factory_restore() == FactoryRestore{});
}

TEST_CASE("Restoring the factory values takes one record, erasing takes the sectors",
          "[storage][nvm][module-behaviour-6]") {
    FlashBench bench;
    const auto nvm = make_nvm(bench);
    REQUIRE(nvm->set("+UMNOPROF", "100"));
    REQUIRE(nvm->store_profile(0, {{"E", "0"}}));
    REQUIRE(nvm->set_factory_restore({.fs = 0, .nvm = 2}));
    SECTION("2: to factory values") {
        const auto writes = bench.flash.writes();
        REQUIRE(nvm->restore_factory());
        CHECK(bench.flash.writes() == writes + 1);
    }
    SECTION("1: sectors erased") {
        REQUIRE(nvm->erase_sectors());
        for (std::size_t i = 0; i < bench.partition(Region::Nvm).sectors(); ++i) {
            CHECK(bench.partition(Region::Nvm).is_blank(i));
        }
    }
    nvm->mount();
    CHECK(nvm->settings().empty());
    CHECK_FALSE(nvm->profile(0).has_value());
    CHECK(nvm->factory_restore() == FactoryRestore{});
}

TEST_CASE("An NVM change is there whole or not at all", "[storage][nvm][power-cut]") {
    const testing::Steps<Nvm> steps{
        [](Nvm& nvm) { CHECK(nvm.set("+UMNOPROF", "1")); },
        [](Nvm& nvm) {
            CHECK(nvm.store_profile(0, {{"E", "0"}, {"V", "1"}, {"&K", "3"}}));
        },
        [](Nvm& nvm) { CHECK(nvm.set_boot_profile(1)); },
        [](Nvm& nvm) { CHECK(nvm.set_factory_restore({.fs = 1, .nvm = 1})); },
        [](Nvm& nvm) { CHECK(nvm.erase_sectors()); },
        [](Nvm& nvm) { CHECK(nvm.set("+CPSMS", "1")); },
        [](Nvm& nvm) {
            CHECK(nvm.store_profile(1, {{"E", "1"}}));
        },
        [](Nvm& nvm) { CHECK(nvm.restore_factory()); },
    };
    const auto cuts =
        testing::check_atomic<Nvm>(make_nvm, steps, [](Nvm& nvm) { return nvm.to_json(); });
    CHECK(cuts >= 2 * steps.size());
}
