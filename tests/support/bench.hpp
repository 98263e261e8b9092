#pragma once

#include "models/commands/at_port.hpp"
#include "models/commands/device.hpp"
#include "models/commands/registration.hpp"
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
    void halt() override;
    void start_foat(power::UpdatePort port) override;
    void start_install(power::UpdatePort port) override;

    /// "reset with SIM", "foat 1 at 460800" ...; empty if nothing was asked for.
    std::string what;
    Time when{};

 private:
    void note(std::string text);
    const Scheduler& scheduler_;
};

/// A network that a test switches on.
class SwitchedRegistration final : public commands::Registration {
 public:
    bool is_registered() const override { return registered; }
    bool registered = false;
};

/// One booted module and its DTE at virtual 0 s.
class Bench {
 public:
    explicit Bench(const products::Product& of = products::default_product());
    explicit Bench(products::Profile module_profile,
                   const products::Product& of = products::default_product());

    void run_for(Duration length);

    /// Fails the test if `text` does not come within `limit`.
    void run_until_received(std::string_view text, Duration limit = 300s);

    /// The module resets: whatever is volatile is gone.
    void reboot();

    Kernel kernel{1};
    Line uart{kernel.scheduler, kernel.trace, "uart"};
    const products::Product& product;
    products::Profile profile;
    std::unique_ptr<storage::Storage> storage;
    RecordedControl control{kernel.scheduler};
    SwitchedRegistration registration;
    commands::RealTimeClock clock{kernel.scheduler};
    sms::VirtualService sms;
    std::optional<commands::Device> device;
    std::optional<commands::AtPort> port;
    Dte dte{kernel.scheduler, uart};
};

}  // namespace sara::test
