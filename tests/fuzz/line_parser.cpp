// Whatever bytes a host sends: the module with all its commands does not crash, and after a power
// cycle it answers again.  Input: bytes for the line, any value.

#include "models/module.hpp"
#include "models/storage/storage.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace sara;
using namespace std::chrono_literals;

products::Profile quick_profile() {
    auto profile = products::Profile::for_product(products::default_product());
    profile.command_latency = {};
    profile.image_bytes = 65536;
    return profile;
}

struct Fuzzed {
    Fuzzed() {
        module.line("uart")->set_paced(false);
        module.line("uart")->dte().set_signal(sim::Signal::Rts, true);
        boot();
    }

    void boot() {
        module.switch_on();
        run_for(5s);
    }
    void run_for(sim::Duration duration) {
        kernel.scheduler.run_until(kernel.scheduler.now() + duration);
    }
    sim::LineEnd& host() { return module.line("uart")->dte(); }

    sim::Kernel kernel{1};
    products::Profile profile = quick_profile();
    Module module{kernel, products::default_product(), profile,
                  storage::Storage::memory(products::default_product(), profile)};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Fuzzed fuzzed;
    fuzzed.host().send("AT\r");
    fuzzed.host().send(sim::Bytes(data, size));
    fuzzed.run_for(60s);
    fuzzed.module.set_supply(false);
    fuzzed.run_for(1s);
    fuzzed.boot();
    if (!fuzzed.module.is_ready()) std::abort();
    return 0;
}
