#include "tools/commands/flash.hpp"

#include "models/update/flash_client.hpp"
#include "models/update/package.hpp"
#include "tools/bad_input.hpp"
#include "tools/exit_code.hpp"
#include "tools/file_bytes.hpp"
#include "tools/flashing/serial_device.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

namespace sara::tools {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using update::FlashClient;
using Phase = FlashClient::Phase;

struct FlashOptions {
    std::string file;
    std::string port;
    std::uint32_t baud = 3'000'000;  // [R01 6.2]
    std::string trace;
    std::uint32_t wait_s = 60;
};

/// The log that EasyFlash writes of each attempt.  [R01 6.2]
class TraceLog {
 public:
    explicit TraceLog(const std::string& path) {
        if (path.empty()) return;
        file_.open(path, std::ios::app);
        if (!file_) throw BadInput(fmt::format("--trace {}: cannot be written", path));
    }
    void say(std::string_view text) {
        if (!file_.is_open()) return;
        const auto now = std::chrono::system_clock::now();
        file_ << fmt::format("{:%Y-%m-%d %H:%M:%S} {}\n", now, text) << std::flush;
    }

 private:
    std::ofstream file_;
};

/// A .dof that is worth sending: whole, and for EasyFlash.  The signature is the module's to check.
storage::Buffer read_package(const std::string& path) {
    storage::Buffer file = read_file(path);
    const auto package = update::parse_package(file);
    if (!package) {
        throw BadInput(fmt::format("{}: {}", path, update::row_of(package.error()).text));
    }
    if (package->header.kind != update::PackageKind::EasyFlash) {
        throw BadInput(fmt::format("{}: a {} package; expected a dof one", path,
                                   update::name_of(package->header.kind)));
    }
    return file;
}

/// The terminal of a simulated module is there when the module is.
SerialDevice wait_for_device(const FlashOptions& options, Clock::time_point end) {
    while (::access(options.port.c_str(), F_OK) != 0 && Clock::now() < end) {
        std::this_thread::sleep_for(20ms);
    }
    return {options.port, options.baud};
}

class Flashing {
 public:
    explicit Flashing(const FlashOptions& options)
        : options_(options), log_(options.trace), client_(read_package(options.file)) {}

    int run() {
        log_.say(fmt::format("{} to {} at {} bit/s", options_.file, options_.port, options_.baud));
        fmt::print(stderr, "power the module up; waiting for it on {}\n", options_.port);
        const auto end = Clock::now() + std::chrono::seconds(options_.wait_s);
        const SerialDevice device = wait_for_device(options_, end);
        while (!client_.is_over()) {
            if (!exchange(device)) {
                client_.on_silence();
                if (client_.phase() != Phase::Waiting) {
                    log_.say("no answer, asking again");
                } else if (Clock::now() >= end) {
                    return fail("no module powered up in time");
                }
            }
            show_progress();
        }
        if (client_.phase() == Phase::Failed) return fail(client_.error());
        log_.say("done");
        fmt::print("flashed; reset the module\n");
        return kDone;
    }

 private:
    /// Asks once.  False if no answer came in time.
    bool exchange(const SerialDevice& device) {
        device.write(client_.request());
        const auto end = Clock::now() + client_.patience();
        while (Clock::now() < end) {
            const auto bytes = device.read(
                std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()) + 1ms);
            if (client_.on_bytes(bytes)) return true;
        }
        return false;
    }

    void show_progress() {
        if (shown_phase_ != client_.phase()) {
            shown_phase_ = client_.phase();
            if (shown_phase_ == Phase::BackingUp) log_.say("found " + client_.module());
            if (shown_phase_ == Phase::Flashing) {
                log_.say(
                    fmt::format("radio calibration kept, {} bytes", client_.calibration().size()));
            }
        }
        if (client_.percent() == shown_percent_) return;
        shown_percent_ = client_.percent();
        log_.say(fmt::format("{} %", shown_percent_));
        if (::isatty(STDERR_FILENO) == 0) return;
        fmt::print(stderr, "\r{} %", shown_percent_);
        if (shown_percent_ == 100) fmt::print(stderr, "\n");
    }

    int fail(const std::string& why) {
        log_.say("failed: " + why);
        fmt::print(stderr, "r5sim: {}: {}\n", options_.port, why);
        return kFailed;
    }

    const FlashOptions& options_;
    TraceLog log_;
    FlashClient client_;
    Phase shown_phase_ = Phase::Waiting;
    int shown_percent_ = 0;
};

}  // namespace

void add_flash_command(CLI::App& app) {
    CLI::App* const command =
        app.add_subcommand("flash", "EasyFlash's part: flashes a .dof through the primary UART");
    const auto options = std::make_shared<FlashOptions>();
    command->add_option("FILE", options->file, "The firmware, a .dof of r5sim fw make")->required();
    command->add_option("--port", options->port, "Serial device of the module")->required();
    command->add_option("--baud", options->baud, "Speed in bit/s")->capture_default_str();
    command->add_option("--trace", options->trace, "Adds a log of the attempt to this file");
    command->add_option("--wait", options->wait_s, "Seconds for the module to power up")
        ->capture_default_str();
    command->callback([options] {
        const int code = Flashing(*options).run();
        if (code != kDone) throw CLI::RuntimeError(code);
    });
}

}  // namespace sara::tools
