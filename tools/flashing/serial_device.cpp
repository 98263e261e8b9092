#include "tools/flashing/serial_device.hpp"

#include "tools/bad_input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace sara::tools {

namespace {

struct Rate {
    std::uint32_t baud;
    speed_t constant;
};

// clang-format off
constexpr auto kRates = std::to_array<Rate>({
    {115200, B115200}, {230400, B230400}, {460800, B460800}, {921600, B921600},
    {1000000, B1000000}, {2000000, B2000000}, {3000000, B3000000}, {4000000, B4000000},
});
// clang-format on

[[noreturn]] void fail(const std::string& path) {
    throw std::system_error(errno, std::generic_category(), path);
}

}  // namespace

SerialDevice::SerialDevice(std::string path, std::uint32_t baud)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    const auto rate = std::ranges::find(kRates, baud, &Rate::baud);
    if (rate == kRates.end()) {
        throw BadInput(
            fmt::format("--baud {}: no such speed; expected one from 115200 to 4000000, "
                        "as the boot ROM takes any",
                        baud));
    }
    termios settings{};
    if (!descriptor_ || ::tcgetattr(descriptor_.get(), &settings) != 0) {
        throw BadInput(fmt::format("--port {}: no serial device: {}", path_, std::strerror(errno)));
    }
    ::cfmakeraw(&settings);
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB);
    ::cfsetispeed(&settings, rate->constant);
    ::cfsetospeed(&settings, rate->constant);
    if (::tcsetattr(descriptor_.get(), TCSANOW, &settings) != 0) {
        throw BadInput(fmt::format("--port {}: does not take {} bit/s", path_, baud));
    }
}

void SerialDevice::write(storage::Bytes bytes) const {
    while (!bytes.empty()) {
        const ssize_t size = ::write(descriptor_.get(), bytes.data(), bytes.size());
        if (size < 0 && errno != EINTR) fail(path_);
        if (size > 0) bytes = bytes.subspan(static_cast<std::size_t>(size));
    }
}

storage::Buffer SerialDevice::read(std::chrono::milliseconds patience) const {
    pollfd wanted{.fd = descriptor_.get(), .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, static_cast<int>(patience.count())) <= 0) return {};
    storage::Buffer bytes(4096);
    const ssize_t size = ::read(descriptor_.get(), bytes.data(), bytes.size());
    if (size <= 0) fail(path_);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace sara::tools
