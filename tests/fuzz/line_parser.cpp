// Whatever bytes a host sends: the interpreter with all its families neither crashes nor stops
// answering.  Input: bytes for the line, any value.

#include "models/commands/at_port.hpp"
#include "models/storage/storage.hpp"
#include "sim/twin.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace {

using namespace sara;

class IgnoredControl final : public power::Control {
 public:
    void shut_down(power::Shutdown) override {}
    void reset(power::Reset) override {}
    void halt() override {}
    void start_foat(power::UpdatePort) override {}
    void start_install(power::UpdatePort) override {}
};

// What takes long to make is made once; what a run can change is made anew.
struct Fuzzed {
    Fuzzed() {
        uart.set_paced(false);
        uart.dte().set_signal(sim::Signal::Rts, true);
    }

    static products::Profile profile_without_latency() {
        auto profile = products::Profile::for_product(products::default_product());
        profile.command_latency = {};
        return profile;
    }

    sim::Kernel kernel{1};
    sim::Line uart{kernel.scheduler, kernel.trace, "uart"};
    products::Profile profile = profile_without_latency();
    storage::Storage storage{storage::Storage::memory(products::default_product(), profile),
                             products::default_product(), profile, kernel.trace};
    IgnoredControl control;
    commands::NoCoverage registration;
    commands::RealTimeClock clock{kernel.scheduler};
    commands::Device device{{kernel.scheduler,
                             kernel.trace,
                             products::default_product(),
                             profile,
                             storage,
                             control,
                             clock,
                             registration,
                             {"03.15", "A00.01"}}};
    commands::AtPort port{device, uart.dce(), commands::PortRole::Primary};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Fuzzed fuzzed;
    fuzzed.uart.dte().send("AT\r");
    fuzzed.uart.dte().send(sim::Bytes(data, size));
    fuzzed.kernel.scheduler.run_until(fuzzed.kernel.scheduler.now() + std::chrono::seconds(60));
    return 0;
}
