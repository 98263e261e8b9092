#include "models/storage/update_journal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;

namespace {

std::unique_ptr<UpdateJournal> make_journal(FlashBench& bench) {
    return std::make_unique<UpdateJournal>(bench.partition(Region::Journal));
}

JournalState foat(InstallPhase phase, bool dirty) {
    JournalState state;
    state.update_mode = UpdatePort{.port = 1, .baud = 460800};
    state.flash_dirty = dirty;
    state.install = PendingInstall{.method = UpdateMethod::Foat,
                                   .port = {.port = 1, .baud = 460800},
                                   .phase = phase,
                                   .urcs = true,
                                   .opaque_version = "03.20,A00.02"};
    state.restore_mno_profile = 100;
    return state;
}

JournalState done() {
    JournalState state;
    state.last_result = UpdateResult{.method = UpdateMethod::Ufota, .code = 128};
    return state;
}

}  // namespace

TEST_CASE("A new journal says: boot the firmware", "[storage][journal][firmware-update-3.6]") {
    FlashBench bench;
    const auto journal = make_journal(bench);
    journal->mount();
    CHECK(journal->state() == JournalState{});
}

TEST_CASE("The journal survives the supply to the last field",
          "[storage][journal][firmware-update-3.6]") {
    FlashBench bench;
    const auto journal = make_journal(bench);
    for (const InstallPhase phase :
         {InstallPhase::Validate, InstallPhase::Copy, InstallPhase::Effects}) {
        const JournalState state = foat(phase, phase != InstallPhase::Validate);
        REQUIRE(journal->update(state));
        const auto again = make_journal(bench);
        again->mount();
        CHECK(again->state() == state);
    }
    REQUIRE(journal->update(done()));
    journal->mount();
    CHECK(journal->state() == done());
}

TEST_CASE("The journal names the method and the phase", "[storage][journal]") {
    CHECK(to_json(done())["last_result"] == R"({"method": "ufota", "code": 128})"_json);
    const auto install = to_json(foat(InstallPhase::Effects, true))["install"];
    CHECK(install["method"] == "foat");
    CHECK(install["phase"] == "effects");
    CHECK(name_of(UpdateMethod::Ufwinstall) == "ufwinstall");
    CHECK(name_of(UpdateMethod::EasyFlash) == "easyflash");
    CHECK(journal_from_json(to_json(done())) == done());
    CHECK(journal_from_json(nullptr) == JournalState{});
}

TEST_CASE("A flash that fails leaves the journal's old state", "[storage][journal]") {
    FlashBench bench;
    const auto journal = make_journal(bench);
    REQUIRE(journal->update(done()));
    bench.flash.set_faulty(Region::Journal, true);
    CHECK_FALSE(journal->update(foat(InstallPhase::Copy, true)));
    CHECK(journal->state() == done());
}

TEST_CASE("A change of the journal is there whole or not at all", "[storage][journal][power-cut]") {
    testing::Steps<UpdateJournal> steps;
    for (int round = 0; round < 12; ++round) {  // more than a bank holds
        for (const JournalState& state :
             {foat(InstallPhase::Validate, false), foat(InstallPhase::Copy, true),
              foat(InstallPhase::Effects, true), done()}) {
            steps.emplace_back([state](UpdateJournal& journal) { CHECK(journal.update(state)); });
        }
    }
    const auto cuts = testing::check_atomic<UpdateJournal>(
        make_journal, steps, [](UpdateJournal& journal) { return journal.to_json(); });
    CHECK(cuts > 2 * steps.size());
}
