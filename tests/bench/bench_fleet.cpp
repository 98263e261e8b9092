// A month of registration updates, and campaigns over fleets: how long, and how much memory.
#include "models/sara_world.hpp"
#include "sim/runner/runner.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/bench/memory.hpp"
#include "tests/bench/report.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>

using namespace sara;
using namespace sara::bench;

namespace {

constexpr int kRuns = 20;
constexpr double kMonthLimitMs = 50;
constexpr double kModuleLimitKb = 40;

const SaraWorld kWorld;

/// Thirty days of one registered module, without a host, from 0 s on.
void report_month() {
    const sim::Scenario scenario = sim::parse_scenario(
        R"({"r5sim": 1, "title": "a month", "limit": "31d", "module": {"nvm": {"+UMNOPROF": "90"}},
            "steps": [{"wait": "721h"}],
            "asserts": [{"inspect": {"pointer": "/lwm2m/servers/721/updates", "equals": 30}}]})",
        "month", kWorld);
    const double seconds = best_seconds_of(kRuns, [&] {
        if (!run(scenario, kWorld).passed()) throw std::runtime_error("a month: not 30 updates");
    });
    report("30 days of LwM2M registration updates", fmt::format("{:.1f} ms", seconds * 1e3),
           fmt::format("< {:.0f} ms", kMonthLimitMs), seconds * 1e3 < kMonthLimitMs);
}

std::string fleet(std::size_t modules) {
    return fmt::format(
        R"({{"r5sim": 1, "title": "a fleet", "limit": "3d",
             "packages": {{"delta": {{"kind": "delta", "to": "03.16,A00.01", "delta_size": 20000}}}},
             "module": {{"power": "off", "profile": {{"image_bytes": 65536}},
                         "nvm": {{"+UMNOPROF": "90"}}}},
             "modules": [{{"count": {}, "imei": "357862090100001", "switched_on_within": "12h"}}],
             "lwm2m": {{"campaigns": [{{"name": "spring", "package": "delta",
                                        "to": "03.16,A00.01", "start": "1d"}}]}}}})",
        modules);
}

/// All registered, then all updated.
void report_fleet(std::size_t modules) {
    using namespace std::chrono_literals;
    const sim::Scenario scenario = sim::parse_scenario(fleet(modules), "fleet", kWorld);
    sim::Kernel kernel(1);
    const double before_mb = private_megabytes_of(::getpid());
    std::unique_ptr<sim::Twin> twin;
    double registered_kb = 0;
    const double seconds = seconds_of([&] {
        twin = kWorld.make(scenario, kernel);
        kernel.scheduler.run_until(sim::Time(23h));
        registered_kb =
            (private_megabytes_of(::getpid()) - before_mb) * 1e3 / static_cast<double>(modules);
        kernel.scheduler.run_until(sim::Time(60h));
    });
    const double updated_kb =
        (private_megabytes_of(::getpid()) - before_mb) * 1e3 / static_cast<double>(modules);
    const auto updated = twin->inspect()["campaigns"]["spring"]["succeeded"].get<std::size_t>();
    report(fmt::format("a campaign over {} modules", modules),
           fmt::format("{:.1f} s, {:.2f} ms a module, {} updated", seconds,
                       seconds * 1e3 / static_cast<double>(modules), updated),
           fmt::format("{} updated", modules), updated == modules);
    report(fmt::format("memory a module, registered, of {}", modules),
           fmt::format("{:.0f} kB; updated {:.0f} kB", registered_kb, updated_kb),
           fmt::format("<= {:.0f} kB", kModuleLimitKb), registered_kb <= kModuleLimitKb);
}

}  // namespace

int main() {
    try {
        report_month();
        report_fleet(1'000);
        report_fleet(10'000);
    } catch (const std::exception& failed) {
        fmt::print(stderr, "bench_fleet: {}\n", failed.what());
        return 1;
    }
}
