// Sweeps: cases a second, and what one costs.
// usage: bench_sweep [R5SIM]
#include "tests/bench/child.hpp"
#include "tests/bench/report.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace sara::bench;

namespace {

constexpr int kRuns = 3;
constexpr double kCasesASecond = 5000;
constexpr double kForkLimitMs = 1;

struct SweepTarget {
    std::string_view what;
    std::string_view file;  ///< in scenarios/examples
    int cases;
};

constexpr auto kSweeps = std::to_array<SweepTarget>({
    {"power cut at every flash write of files", "sweep-files.json", 84},
    {"power cut at every flash write of FOAT, 128 KiB", "sweep-foat-128k.json", 606},
    {"power cut at every flash write of +UFWINSTALL, 450 kB", "sweep-ufwinstall-450k.json", 2481},
});

std::string path_of(const SweepTarget& target) {
    return fmt::format("{}/scenarios/examples/{}", PROJECT_ROOT, target.file);
}

void sweep(const std::string& r5sim, const SweepTarget& target) {
    const std::string file = path_of(target);
    const double seconds = best_seconds_of(kRuns, [&] {
        Child sweep({r5sim, "sweep", file, "--at", "flash-writes", "--plan", "exhaustive", "--jobs",
                     "2", "--json", "/dev/null"});
        if (sweep.wait() != 0) throw std::runtime_error(file + " failed");
    });
    const double rate = target.cases / seconds;
    report(target.what, fmt::format("{:.0f} cases/s in two processes", rate),
           fmt::format(">= {:.0f}", kCasesASecond), rate >= kCasesASecond);
}

/// Against this process, which is small: what the machine takes for a fork that does nothing.
double empty_fork_ms() {
    constexpr int kForks = 200;
    const double seconds = best_seconds_of(kRuns, [] {
        for (int i = 0; i < kForks; ++i) {
            const pid_t pid = ::fork();
            if (pid == 0) ::_exit(0);
            ::waitpid(pid, nullptr, 0);
        }
    });
    return seconds / kForks * 1e3;
}

/// In one process, with the two runs that any sweep has taken off.
void one_case(const std::string& r5sim, const SweepTarget& target) {
    const std::string file = path_of(target);
    const double run = best_seconds_of(kRuns, [&] {
        if (Child({r5sim, "test", file}).wait() != 0) throw std::runtime_error(file + " failed");
    });
    const double whole = best_seconds_of(kRuns, [&] {
        Child sweep({r5sim, "sweep", file, "--at", "flash-writes", "--plan", "exhaustive"});
        if (sweep.wait() != 0) throw std::runtime_error(file + " failed");
    });
    const double ms = (whole - 2 * run) / target.cases * 1e3;
    report("one such case of files, with what is left of its run",
           fmt::format("{:.2f} ms; an empty fork {:.2f} ms", ms, empty_fork_ms()),
           fmt::format("<= {:.0f} ms", kForkLimitMs), ms <= kForkLimitMs);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        const std::string r5sim = argc > 1 ? argv[1] : R5SIM;
        for (const SweepTarget& target : kSweeps) sweep(r5sim, target);
        one_case(r5sim, kSweeps.front());
    } catch (const std::exception& failed) {
        fmt::print(stderr, "bench_sweep: {}\n", failed.what());
        return 1;
    }
}
