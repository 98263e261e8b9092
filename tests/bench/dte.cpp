#include "tests/bench/dte.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace sara::bench {

Dte::Dte(const std::string& device, speed_t speed)
    : descriptor_(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    if (!descriptor_) throw std::runtime_error("cannot open " + device);
    set_speed(speed);
}

void Dte::set_speed(speed_t speed) {
    termios settings{};
    ::tcgetattr(descriptor_.get(), &settings);
    ::cfmakeraw(&settings);
    ::cfsetispeed(&settings, speed);
    ::cfsetospeed(&settings, speed);
    ::tcsetattr(descriptor_.get(), TCSANOW, &settings);
}

void Dte::write(std::string_view text) const {
    if (::write(descriptor_.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
        throw std::runtime_error("cannot write to the terminal");
    }
}

bool Dte::read_until(std::string_view expected) const {
    constexpr int kPatienceMs = 10'000;
    std::string received;
    std::array<char, 4096> buffer;
    while (received.find(expected) == std::string::npos) {
        pollfd wait{.fd = descriptor_.get(), .events = POLLIN, .revents = 0};
        if (::poll(&wait, 1, kPatienceMs) <= 0) return false;
        const ssize_t size = ::read(descriptor_.get(), buffer.data(), buffer.size());
        if (size <= 0) return false;
        received.append(buffer.data(), static_cast<std::size_t>(size));
    }
    return true;
}

}  // namespace sara::bench
