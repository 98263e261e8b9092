#include "tests/support/bench.hpp"

#include "models/commands/factory_restore.hpp"
#include "tests/support/catch.hpp"

#include <utility>

namespace sara::test {

void RecordedControl::note(std::string text) {
    what = std::move(text);
    when = scheduler_.now();
}

void RecordedControl::shut_down(power::Shutdown how) {
    note(how == power::Shutdown::Graceful ? "shut down" : "shut down fast");
}
void RecordedControl::reset(power::Reset how) {
    note(how == power::Reset::WithSim ? "reset with SIM" : "reset keeping SIM");
}
void RecordedControl::deep_sleep() {
    note("deep sleep");
}
void RecordedControl::halt() {
    note("halt");
}
void RecordedControl::start_foat(power::UpdatePort port) {
    note("foat " + std::to_string(port.port) + " at " + std::to_string(port.baud));
}
void RecordedControl::start_install(power::UpdatePort port) {
    note("install " + std::to_string(port.port) + " at " + std::to_string(port.baud));
}
void RecordedControl::start_ufota(power::UpdatePort port, bool urcs) {
    note(urcs ? "uFOTA " + std::to_string(port.port) + " at " + std::to_string(port.baud)
              : "uFOTA in silence");
}

Bench::Bench(const products::Product& of) : Bench(products::Profile::for_product(of), of) {}

Bench::Bench(products::Profile module_profile, const products::Product& of)
    : Bench(BenchWorld{.profile = std::move(module_profile)}, of) {}

Bench::Bench(const BenchWorld& world, const products::Product& of)
    : product(of),
      profile(world.profile),
      storage(std::make_unique<storage::Storage>(storage::Storage::memory(product, profile),
                                                 product, profile, kernel.trace)),
      radio(kernel.scheduler, world.network),
      card(world.sim),
      internet(kernel, radio, world.network.link, world.network.servers, world.network.names),
      sms(kernel.scheduler, {world.sim.number, profile.service_centre, profile.sms_submit},
          [this] { return clock.text(); }) {
    reboot();
}

void Bench::run_until_registered() {
    const Time limit = kernel.scheduler.now() + 60s;
    while (!device->registration.is_registered()) {
        REQUIRE(kernel.scheduler.now() < limit);
        REQUIRE(kernel.scheduler.run_one());
    }
}

void Bench::run_for(Duration length) {
    kernel.scheduler.run_until(kernel.scheduler.now() + length);
}

void Bench::run_until_received(std::string_view text, Duration limit) {
    dte.wait_for(text, limit);
}

void Bench::reboot() {
    port.reset();
    device.reset();
    card.power_off();
    storage->mount();
    commands::restore_factory_if_asked(*storage);
    storage->flash().take_cost();  // boot pays for it
    const auto info = storage->image.info();
    REQUIRE(info.has_value());
    device.emplace(commands::Parts{kernel.scheduler,
                                   kernel.trace,
                                   product,
                                   profile,
                                   *storage,
                                   control,
                                   clock,
                                   radio,
                                   card,
                                   sms,
                                   internet,
                                   thermometer,
                                   interference,
                                   {info->modem_version, info->app_version}});
    port.emplace(*device, uart.dce(), commands::PortRole::Primary);
}

}  // namespace sara::test
