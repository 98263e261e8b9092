#include "tests/support/catch.hpp"

#include "models/power/boot_rom.hpp"

using namespace sara;
using power::BootTarget;
using power::decide;
using storage::InstallPhase;
using storage::JournalState;
using storage::UpdateMethod;

namespace {

JournalState pending(UpdateMethod method, InstallPhase phase) {
    JournalState state;
    state.install.emplace();
    state.install->method = method;
    state.install->phase = phase;
    return state;
}

JournalState update_mode(bool dirty) {
    JournalState state;
    state.update_mode = storage::UpdatePort{1, 460800};
    state.flash_dirty = dirty;
    return state;
}

}  // namespace

TEST_CASE("An empty journal boots the firmware, or nothing", "[boot-rom][r01-3.1]") {
    CHECK(decide({}, true) == BootTarget::Firmware);
    CHECK(decide({}, false) == BootTarget::Nothing);
}

TEST_CASE("An image whose flashing was cut before its effects does not boot", "[boot-rom][r01-6]") {
    JournalState state;
    state.flash_dirty = true;
    CHECK(decide(state, true) == BootTarget::Nothing);
}

TEST_CASE("The mark of +UFWUPD boots firmware update mode", "[boot-rom][r01-3.1.1]") {
    CHECK(decide(update_mode(false), true) == BootTarget::UpdateMode);
    CHECK(decide(update_mode(true), false) == BootTarget::UpdateMode);
    CHECK(decide(update_mode(true), true) == BootTarget::UpdateMode);
}

TEST_CASE("A pending installation goes on at boot", "[boot-rom][r01-5.1.1]") {
    const auto method = GENERATE(UpdateMethod::Ufwinstall, UpdateMethod::Ufota);
    CHECK(decide(pending(method, InstallPhase::Validate), true) == BootTarget::Install);
    CHECK(decide(pending(method, InstallPhase::Copy), false) == BootTarget::Install);
    CHECK(decide(pending(method, InstallPhase::Effects), true) == BootTarget::Install);
    CHECK(decide(pending(method, InstallPhase::Effects), false) == BootTarget::Install);
}

TEST_CASE("FOAT validates after the transfer, and is sent again once the flash was written",
          "[boot-rom][r01-3.1.1]") {
    JournalState state = update_mode(false);
    state.install = pending(UpdateMethod::Foat, InstallPhase::Validate).install;
    CHECK(decide(state, true) == BootTarget::Install);

    state.flash_dirty = true;
    state.install->phase = InstallPhase::Effects;
    CHECK(decide(state, true) == BootTarget::Install);
    CHECK(decide(state, false) == BootTarget::UpdateMode);
}
