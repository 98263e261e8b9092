// Whole processes, from their start to their end: scenarios, and a module up to its first OK.
// usage: bench_whole_process [R5SIM]
#include "tests/bench/child.hpp"
#include "tests/bench/dte.hpp"
#include "tests/bench/memory.hpp"
#include "tests/bench/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <exception>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace sara::bench;

namespace {

constexpr int kRuns = 20;

struct ScenarioTarget {
    std::string_view what;
    std::string_view file;  ///< from the project's root
    double limit_ms;
};

constexpr auto kScenarios = std::to_array<ScenarioTarget>({
    {"25-minute +UFWINSTALL scenario, whole process", "scenarios/appnote/table-13-ufwinstall.json",
     30},
    {"FOAT of 4.5 MB at 921600 (140 s), whole process", "tests/bench/foat-4.5MB.json", 100},
});

void play(const std::string& r5sim, const ScenarioTarget& target) {
    const std::string file = fmt::format("{}/{}", PROJECT_ROOT, target.file);
    const double seconds = best_seconds_of(kRuns, [&] {
        if (Child({r5sim, "test", file}).wait() != 0) throw std::runtime_error(file + " failed");
    });
    report(target.what, fmt::format("{:.0f} ms", seconds * 1e3),
           fmt::format("< {:.0f} ms", target.limit_ms), seconds * 1e3 < target.limit_ms);
}

void await_first_ok(const Child& twin, const std::string& link) {
    if (twin.read_line() != "ready " + link) throw std::runtime_error("r5sim is not ready");
    const Dte dte(link, B115200);
    dte.write("AT\r");
    if (!dte.read_until("OK\r\n")) throw std::runtime_error("no answer to AT");
}

void start(const std::string& r5sim) {
    constexpr double kLimitMs = 10;
    constexpr double kLimitMb = 10;
    const std::string link = fmt::format("/tmp/r5sim-bench-{}", ::getpid());
    double seconds = std::numeric_limits<double>::max();
    double memory_mb = 0;
    for (int run = 0; run < kRuns; ++run) {  // its end, and the look into its memory, do not count
        std::optional<Child> twin;
        seconds = std::min(seconds, seconds_of([&] {
                               twin.emplace(std::vector<std::string>{r5sim, "run", "--speed",
                                                                     "turbo", "--link", link});
                               await_first_ok(*twin, link);
                           }));
        memory_mb = private_megabytes_of(twin->pid());
    }
    report("start to first OK, turbo", fmt::format("{:.1f} ms", seconds * 1e3),
           fmt::format("<= {:.0f} ms", kLimitMs), seconds * 1e3 <= kLimitMs);
    report("memory of one twin with its 4.5 MB image", fmt::format("{:.1f} MB", memory_mb),
           fmt::format("<= {:.0f} MB", kLimitMb), memory_mb <= kLimitMb);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::string r5sim = argc > 1 ? argv[1] : R5SIM;
        for (const ScenarioTarget& target : kScenarios) play(r5sim, target);
        start(r5sim);
    } catch (const std::exception& failed) {
        fmt::print(stderr, "bench_whole_process: {}\n", failed.what());
        return 1;
    }
}
