#pragma once

#include "models/commands/at_port.hpp"
#include "models/commands/device.hpp"
#include "models/network/network_spec.hpp"
#include "models/network/sim_chip.hpp"
#include "models/network/virtual_network.hpp"
#include "models/network/virtual_radio.hpp"
#include "models/power/control.hpp"
#include "models/sms/virtual_service.hpp"
#include "models/storage/storage.hpp"
#include "sim/line.hpp"
#include "sim/twin.hpp"
#include "tests/support/dte.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sara::test {

/// What +CGMR answers on a module from the factory.
inline constexpr std::string_view kFactoryFirmware = "03.15";

/// The life-cycle as commands see it: notes what it is asked for, and when.
class RecordedControl final : public power::Control {
 public:
    explicit RecordedControl(const Scheduler& scheduler) : scheduler_(scheduler) {}

    void shut_down(power::Shutdown how) override;
    void reset(power::Reset how) override;
    void deep_sleep() override;
    void halt() override;
    void start_foat(power::UpdatePort port) override;
    void start_install(power::UpdatePort port) override;
    void start_ufota(power::UpdatePort port, bool urcs) override;

    /// "reset with SIM", "foat 1 at 460800" ...; empty if nothing was asked for.
    std::string what;
    Time when{};

 private:
    void note(std::string text);
    const Scheduler& scheduler_;
};

/// What is around the module: its profile, the network and the card in the holder.
struct BenchWorld {
    products::Profile profile = products::Profile::for_product(products::default_product());
    network::NetworkSpec network = {};
    network::SimSpec sim = {};
};

/// One booted module and its DTE at virtual 0 s.
class Bench {
 public:
    explicit Bench(const products::Product& of = products::default_product());
    explicit Bench(products::Profile module_profile,
                   const products::Product& of = products::default_product());
    explicit Bench(const BenchWorld& world,
                   const products::Product& of = products::default_product());

    void run_for(Duration length);

    /// Fails the test if `text` does not come within `limit`.
    void run_until_received(std::string_view text, Duration limit = 300s);

    /// Until the module stands in the network.
    void run_until_registered();

    /// The module resets, with the SIM: whatever is volatile is gone.
    void reboot();

    Kernel kernel{1};
    Line uart{kernel.scheduler, kernel.trace, "uart"};
    const products::Product& product;
    products::Profile profile;
    std::unique_ptr<storage::Storage> storage;
    RecordedControl control{kernel.scheduler};
    network::VirtualRadio radio;
    network::SimChip card;
    network::VirtualNetwork internet;
    commands::RealTimeClock clock{kernel.scheduler};
    sms::VirtualService sms;
    power::Thermometer thermometer;
    at::Interference interference;
    std::optional<commands::Device> device;
    std::optional<commands::AtPort> port;
    Dte dte{kernel.scheduler, uart};
};

}  // namespace sara::test
