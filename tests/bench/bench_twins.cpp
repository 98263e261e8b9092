// A thousand modules in one process, each booted until it answers.
#include "models/module.hpp"
#include "models/products/product.hpp"
#include "models/storage/storage.hpp"
#include "sim/twin.hpp"
#include "tests/bench/memory.hpp"
#include "tests/bench/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <vector>

using namespace sara;
using namespace sara::bench;

namespace {

constexpr std::size_t kTwins = 1000;
constexpr double kLimitMs = 100;
constexpr double kLimitMb = 50;
constexpr double kLimitIdleKb = 40;

using Fleet = std::vector<std::unique_ptr<Module>>;

Fleet boot(sim::Kernel& kernel, std::size_t count) {
    const products::Product& product = products::default_product();
    const auto profile = products::Profile::for_product(product);
    Fleet fleet;
    for (std::size_t i = 0; i < count; ++i) {
        fleet.push_back(std::make_unique<Module>(kernel, product, profile,
                                                 storage::Storage::memory(product, profile)));
        fleet.back()->switch_on();
    }
    kernel.scheduler.run_until(sim::Time(std::chrono::seconds(5)));
    return fleet;
}

}  // namespace

int main() {
    sim::Kernel kernel(1);
    Fleet fleet;
    double first_mb = 0;
    {
        sim::Kernel alone(1);  // what all share is made for the first one
        const Fleet first = boot(alone, 1);
        first_mb = private_megabytes_of(::getpid());
    }
    const double seconds = seconds_of([&] { fleet = boot(kernel, kTwins); });
    const double all_mb = private_megabytes_of(::getpid());
    const double idle_kb = (all_mb - first_mb) * 1e3 / static_cast<double>(kTwins);
    report("1,000 twins in one process, booted", fmt::format("{:.0f} ms", seconds * 1e3),
           fmt::format("<= {:.0f} ms", kLimitMs), seconds * 1e3 <= kLimitMs);
    report("their memory", fmt::format("{:.0f} MB", all_mb), fmt::format("<= {:.0f} MB", kLimitMb),
           all_mb <= kLimitMb);
    report("an idle twin beyond what all share", fmt::format("{:.0f} kB", idle_kb),
           fmt::format("<= {:.0f} kB", kLimitIdleKb), idle_kb <= kLimitIdleKb);
}
