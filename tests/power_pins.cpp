#include "tests/support/catch.hpp"

#include "models/power/pins.hpp"

#include <string>

using namespace sara;
using namespace sara::sim;

namespace {

struct Heard final : power::PinListener {
    std::string events;

    void on_pwr_on_pulse() override { events += "pulse "; }
    void on_reset_low() override { events += "reset "; }
    void on_reset_high() override { events += "released "; }
    void on_emergency_off() override { events += "emergency "; }
};

struct PinBench {
    explicit PinBench(std::string_view type_number)
        : pins(scheduler, *products::find_product(type_number), heard) {}

    void wait(Duration time) { scheduler.run_until(scheduler.now() + time); }
    std::string pwr_on_low_for(Duration width) {
        heard.events.clear();
        pins.set_pwr_on(false);
        wait(width);
        pins.set_pwr_on(true);
        return heard.events;
    }

    Scheduler scheduler;
    Heard heard;
    power::Pins pins;
};

}  // namespace

TEST_CASE("PWR_ON switches on by pulses of the product's widths", "[power][pins][DS-T21]") {
    PinBench r510s("SARA-R510S-01B-00");
    CHECK(r510s.pwr_on_low_for(999ms).empty());
    CHECK(r510s.pwr_on_low_for(1s) == "pulse ");
    CHECK(r510s.pwr_on_low_for(2s) == "pulse ");
    CHECK(r510s.pwr_on_low_for(2001ms).empty());

    PinBench r510m8s("SARA-R510M8S-01B-00");
    CHECK(r510m8s.pwr_on_low_for(99ms).empty());
    CHECK(r510m8s.pwr_on_low_for(100ms) == "pulse ");
    CHECK(r510m8s.pwr_on_low_for(2s) == "pulse ");
    CHECK(r510m8s.pwr_on_low_for(2001ms).empty());
}

TEST_CASE("RESET_N resets after 100 ms low and lets go when it rises", "[power][pins][DS-T22]") {
    PinBench bench("SARA-R510M8S-01B-00");
    bench.pins.set_reset_n(false);
    bench.wait(99ms);
    bench.pins.set_reset_n(true);
    bench.wait(1s);
    CHECK(bench.heard.events.empty());

    bench.pins.set_reset_n(false);
    bench.wait(100ms);
    CHECK(bench.heard.events == "reset ");
    bench.wait(5s);
    bench.pins.set_reset_n(true);
    CHECK(bench.heard.events == "reset released ");
}

TEST_CASE("The emergency shutdown needs the whole sequence", "[power][pins][DS-4.2.9]") {
    struct Case {
        Duration pwr_on_low;
        Duration reset_longer;
        const char* heard;
    };
    const auto sequence =
        GENERATE(Case{23s, 1500ms, "reset emergency "}, Case{22s, 1500ms, "reset released "},
                 Case{23s, 1400ms, "reset released "});
    PinBench bench("SARA-R510M8S-01B-00");
    bench.pins.set_pwr_on(false);
    bench.pins.set_reset_n(false);
    bench.wait(sequence.pwr_on_low);
    bench.pins.set_pwr_on(true);
    bench.wait(sequence.reset_longer);
    bench.pins.set_reset_n(true);
    CHECK(bench.heard.events == sequence.heard);
}
