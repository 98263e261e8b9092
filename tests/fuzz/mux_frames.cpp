// Whatever frames a host sends: the multiplexer does not crash, and a module whose multiplexer is
// closed takes commands again.  Input: bytes for the line, after +CMUX and a SABM each for DLCI 0
// and 1.  Whenever a byte is 0xFA, the frames' own check is left out: what follows it up to the
// next one goes as the information of a right frame, with its first byte as the DLCI.

#include "models/module.hpp"
#include "models/mux/frame.hpp"
#include "models/storage/storage.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace sara;
using namespace std::chrono_literals;
using mux::Frame;
using mux::FrameType;

constexpr std::uint8_t kWrap = 0xFA;

products::Profile quick_profile() {
    auto profile = products::Profile::for_product(products::default_product());
    profile.command_latency = {};
    profile.image_bytes = 65536;
    return profile;
}

class Host final : public sim::LineListener {
 public:
    explicit Host(sim::Line& line) : end(line.dte()) {
        line.set_paced(false);
        end.attach(this);
        end.set_signal(sim::Signal::Rts, true);
    }
    void on_bytes(sim::Bytes bytes) override { received += sim::as_text(bytes); }

    void open(int dlci) {
        end.send(mux::encode(Frame{.type = FrameType::Sabm, .dlci = dlci, .cr = true, .pf = true}));
    }
    void wrap(sim::Bytes bytes) {
        if (bytes.empty()) return;
        const sim::Bytes info = bytes.subspan(1);
        end.send(mux::encode(Frame{.dlci = bytes.front() % (mux::kMaxDlci + 1),
                                   .cr = true,
                                   .info = {info.begin(), info.end()}}));
    }

    sim::LineEnd& end;
    std::string received;
};

void send(Host& host, sim::Bytes bytes) {
    bool wrapped = false;
    while (!bytes.empty()) {
        std::size_t length = 0;
        while (length < bytes.size() && bytes[length] != kWrap) ++length;
        if (wrapped) {
            host.wrap(bytes.first(length));
        } else {
            host.end.send(bytes.first(length));
        }
        wrapped = !wrapped;
        bytes = bytes.subspan(std::min(length + 1, bytes.size()));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sim::Kernel kernel{1};
    const products::Profile profile = quick_profile();
    Module module(kernel, products::default_product(), profile,
                  storage::Storage::memory(products::default_product(), profile));
    Host host(*module.line("uart"));
    const auto run_for = [&](sim::Duration time) {
        kernel.scheduler.run_until(kernel.scheduler.now() + time);
    };
    module.switch_on();
    run_for(5s);
    host.end.send("AT\rAT+CMUX=0\r");
    run_for(100ms);
    host.open(0);
    host.open(1);
    send(host, sim::Bytes(data, size));
    run_for(60s);
    if (!module.is_ready()) return 0;  // a command has switched it off
    module.set_supply(false);
    run_for(1s);
    module.switch_on();
    run_for(5s);
    host.received.clear();
    host.end.send("AT\r");
    run_for(1s);
    if (!module.is_ready()) std::abort();
    return 0;
}
