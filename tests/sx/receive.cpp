// The Xmodem receiver on standard input and output, in real time, for tests with a real sender.
//
// usage: sara_xmodem_receive FILE [sums] [noise]
//   sums   starts at the timeline's first NAK, so that the sender uses checksums
//   noise  flips one bit of what arrives, once, in the second block
// exit code 0: FILE holds what came, 1: the transfer failed, 2: wrong usage

#include "models/xmodem/receiver.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string_view>

using namespace sara;
using namespace sara::xmodem;

namespace {

using WallClock = std::chrono::steady_clock;

struct Options {
    const char* path = nullptr;
    bool sums = false;
    bool noise = false;
};

class Transfer {
 public:
    explicit Transfer(const Options& options)
        : options_(options), file_(options.path, std::ios::binary) {}

    Outcome run() {
        Step step = receiver_.start();
        for (int skipped = 0; options_.sums && skipped < 3; ++skipped)
            step = receiver_.on_silence();
        perform(step);
        while (outcome_ == Outcome::Going) wait();
        return outcome_;
    }

 private:
    void perform(const Step& step) {
        const auto* const data = reinterpret_cast<const char*>(step.store.data());
        file_.write(data, static_cast<std::streamsize>(step.store.size()));
        const sim::Bytes reply = step.reply.bytes();
        if (!reply.empty() && ::write(STDOUT_FILENO, reply.data(), reply.size()) < 0) {
            outcome_ = Outcome::CancelledByDte;
            return;
        }
        outcome_ = step.outcome;
        if (step.wait) due_ = WallClock::now() + step.wait->length;
    }

    void wait() {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_ - WallClock::now());
        pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
        const int timeout = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
        if (::poll(&input, 1, timeout) <= 0) {
            perform(receiver_.on_silence());
            return;
        }
        std::array<std::uint8_t, 4096> bytes{};
        const ssize_t size = ::read(STDIN_FILENO, bytes.data(), bytes.size());
        if (size <= 0) {
            outcome_ = Outcome::CancelledByDte;  // the sender is gone
            return;
        }
        disturb(bytes.front());
        perform(receiver_.on_bytes(sim::Bytes(bytes.data(), static_cast<std::size_t>(size))));
    }

    void disturb(std::uint8_t& byte) {
        if (!options_.noise || disturbed_ || !receiver_.has_data()) return;
        byte ^= 0x40U;
        disturbed_ = true;
    }

    Options options_;
    std::ofstream file_;
    Receiver receiver_;
    Outcome outcome_ = Outcome::Going;
    WallClock::time_point due_;
    bool disturbed_ = false;
};

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "sums") {
            options.sums = true;
        } else if (argument == "noise") {
            options.noise = true;
        } else {
            options.path = argv[i];
        }
    }
    if (options.path == nullptr) {
        std::fputs("usage: sara_xmodem_receive FILE [sums] [noise]\n", stderr);
        return 2;
    }
    return Transfer(options).run() == Outcome::Complete ? 0 : 1;
}
