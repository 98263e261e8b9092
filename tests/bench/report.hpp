#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

namespace sara::bench {

/// Wall time of one call, in seconds.  Benchmarks are the only code that reads a wall clock for its
/// own sake.
template <class Work>
double seconds_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The best of `runs` calls: the one the machine disturbed least.
template <class Work>
double best_seconds_of(int runs, Work&& work) {
    double best = seconds_of(work);
    for (int run = 1; run < runs; ++run) best = std::min(best, seconds_of(work));
    return best;
}

/// Prints one row of the table that tools/bench.sh puts together: what was measured, its value, the
/// target of the design, and whether the value meets it.
inline void report(std::string_view what, std::string_view measured, std::string_view target,
                   bool met) {
    fmt::print("| {} | {} | {} | {} |\n", what, measured, target, met ? "met" : "MISSED");
}

}  // namespace sara::bench
