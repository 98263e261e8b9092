#pragma once

#include "models/commands/at_port.hpp"
#include "models/commands/device.hpp"
#include "models/commands/registration.hpp"
#include "models/power/control.hpp"
#include "models/storage/storage.hpp"
#include "sim/line.hpp"
#include "sim/twin.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::test {

using namespace sim;  // durations in tests: 109s

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

class Bench;

/// The host at the other end of the line.
class Dte final : public LineListener {
 public:
    explicit Dte(Bench& bench);

    void send(std::string_view bytes);

    /// What the module has sent since the last call.
    std::string take_bytes();
    const std::string& received() const { return received_; }

    /// Sends a command line and waits for its final result code: the answer without echo and
    /// framing, that is the information text, or the final result code if there is none.
    std::string ask(std::string_view line);

    /// Sends bytes, and gives all that comes within a second.
    std::string exchange(std::string_view bytes);

    void set_baud(std::uint32_t baud, Frame frame = {});

 private:
    void on_bytes(Bytes bytes) override { received_ += as_text(bytes); }
    std::string received_;
    Bench& bench_;
};

/// One booted module and its DTE at virtual 0 s.
class Bench {
 public:
    explicit Bench(const products::Product& of = products::default_product());
    explicit Bench(const products::Profile& module_profile,
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
    std::optional<commands::Device> device;
    std::optional<commands::AtPort> port;
    Dte dte{*this};
};

}  // namespace sara::test
