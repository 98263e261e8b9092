// 4.5 MB by a real `sx -k` to the twin in turbo, beside the same to lrzsz's own `rx`.
// usage: bench_xmodem_sx [R5SIM]
#include "sim/random.hpp"
#include "tests/bench/child.hpp"
#include "tests/bench/dte.hpp"
#include "tests/bench/report.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): posix_openpt is not in <cstdlib>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::bench;
using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 20;
constexpr std::size_t kFileBytes = 4'500'000;
constexpr auto kLimit = 30s;  // after that a transfer counts as stalled
constexpr double kTarget = 1.0;

/// Seconds of one transfer by sx on an open terminal; nothing if it fails or stalls.
std::optional<double> send(const std::string& file, int terminal) {
    const auto start = std::chrono::steady_clock::now();
    Child sx({"sx", "-k", file}, {.input = terminal, .output = terminal});
    if (sx.wait_for(kLimit) != 0) return std::nullopt;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::optional<double> send_to_twin(const std::string& r5sim, const std::string& file) {
    const std::string link = fmt::format("/tmp/r5sim-bench-{}", ::getpid());
    const Child twin({r5sim, "run", "--speed", "turbo", "--link", link});
    if (twin.read_line() != "ready " + link) throw std::runtime_error(r5sim + " is not ready");
    Dte dte(link, B115200);
    dte.write("AT\r");
    if (!dte.read_until("OK\r\n")) return std::nullopt;
    dte.write("AT+UFWUPD=1,460800\r");
    dte.set_speed(B460800);
    if (!dte.read_until("ONGOING\r\n")) return std::nullopt;
    return send(file, dte.descriptor());
}

std::optional<double> send_to_rx(const std::string& file, const std::string& received) {
    const pty::Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0) return std::nullopt;
    const Dte dte(::ptsname(master.get()), B460800);
    const Child rx({"rx", "-c", received}, {.input = master.get(), .output = master.get()});
    return send(file, dte.descriptor());
}

struct Outcome {
    std::vector<double> seconds;  ///< of the transfers that completed

    void add(std::optional<double> run) {
        if (run) seconds.push_back(*run);
    }
    double median() {
        if (seconds.empty()) return 0;
        std::ranges::sort(seconds);
        return seconds[seconds.size() / 2];
    }
};

std::string make_file(const std::filesystem::path& folder) {
    const std::string path = folder / "package.upd";
    std::ofstream file(path, std::ios::binary);
    sim::Random random(1, "package");
    for (std::size_t byte = 0; byte < kFileBytes; ++byte) {
        file.put(static_cast<char>(random.below(256)));
    }
    return path;
}

void run(const std::string& r5sim, const std::filesystem::path& folder) {
    const std::string file = make_file(folder);
    Outcome twin;
    Outcome rx;
    for (int round = 0; round < kRuns; ++round) {  // turn by turn: both see the same machine
        twin.add(send_to_twin(r5sim, file));
        rx.add(send_to_rx(file, folder / "received"));
    }
    const double ratio = rx.median() > 0 ? twin.median() / rx.median() : 0;
    const std::size_t completed = twin.seconds.size();
    report("Xmodem-1k of 4.5 MB from sx in turbo, beside lrzsz's rx",
           fmt::format("{:.2f} x ({:.2f} s / {:.2f} s), {} of {} complete (rx: {})", ratio,
                       twin.median(), rx.median(), completed, kRuns, rx.seconds.size()),
           fmt::format("<= {:.1f} x, {} of {}", kTarget, kRuns, kRuns),
           completed == kRuns && (rx.seconds.empty() || ratio <= kTarget));
}

}  // namespace

int main(int argc, char** argv) {
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("r5sim-bench-{}.d", ::getpid());
    std::filesystem::create_directory(folder);
    int code = 0;
    try {
        run(argc > 1 ? argv[1] : R5SIM, folder);
    } catch (const std::exception& failed) {
        fmt::print(stderr, "bench_xmodem_sx: {}\n", failed.what());
        code = 1;
    }
    std::filesystem::remove_all(folder);
    return code;
}
