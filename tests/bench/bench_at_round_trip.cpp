// `AT` and its answer through the pseudo-terminal in turbo, beside a 20-line responder.
// usage: bench_at_round_trip [R5SIM]
#include "tests/bench/child.hpp"
#include "tests/bench/dte.hpp"
#include "tests/bench/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

using namespace sara::bench;

namespace {

constexpr int kRounds = 40;
constexpr int kTripsARound = 500;
constexpr double kTarget = 1.1;

/// Adds the seconds of some round trips to `trips`.
void measure(const Dte& dte, std::vector<double>& trips) {
    for (int trip = 0; trip < kTripsARound; ++trip) {
        trips.push_back(seconds_of([&dte] {
            dte.write("AT\r");
            if (!dte.read_until("OK\r\n")) throw std::runtime_error("no answer to AT");
        }));
    }
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void run(const std::string& r5sim) {
    const std::string link = fmt::format("/tmp/r5sim-bench-{}", ::getpid());
    const Child twin({r5sim, "run", "--speed", "turbo", "--link", link});
    const Child responder({AT_RESPONDER});
    if (twin.read_line() != "ready " + link) throw std::runtime_error(r5sim + " is not ready");
    const Dte to_twin(link, B115200);
    const Dte to_responder(responder.read_line(), B115200);
    to_twin.write("ATE0\r");
    to_twin.read_until("OK\r\n");

    // Turn by turn, so that both see the same machine.
    std::vector<double> twin_trips;
    std::vector<double> responder_trips;
    for (int round = 0; round < kRounds; ++round) {
        measure(to_responder, responder_trips);
        measure(to_twin, twin_trips);
    }
    const double twin_p50 = median(twin_trips);
    const double responder_p50 = median(responder_trips);
    const double ratio = twin_p50 / responder_p50;
    report(
        "AT round trip in turbo, p50, beside a 20-line responder",
        fmt::format("{:.2f} x ({:.1f} us / {:.1f} us)", ratio, twin_p50 * 1e6, responder_p50 * 1e6),
        fmt::format("<= {} x", kTarget), ratio <= kTarget);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? argv[1] : R5SIM);
    } catch (const std::exception& failed) {
        fmt::print(stderr, "bench_at_round_trip: {}\n", failed.what());
        return 1;
    }
}
