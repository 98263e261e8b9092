#include "tests/support/host_terminal.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace sara::test {

namespace {

void expect(bool worked, const char* what) {
    if (!worked) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

HostTerminal::HostTerminal(const std::string& device)
    : descriptor_(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    expect(static_cast<bool>(descriptor_), device.c_str());
}

void HostTerminal::write(std::string_view text) const {
    expect(
        ::write(descriptor_.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()),
        "write to the terminal");
}

std::string HostTerminal::read() const {
    pollfd wanted{.fd = descriptor_.get(), .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, 200) <= 0) return {};
    std::array<char, 65536> buffer;
    const ssize_t size = ::read(descriptor_.get(), buffer.data(), buffer.size());
    expect(size >= 0, "read from the terminal");
    return {buffer.data(), static_cast<std::size_t>(size)};
}

void HostTerminal::set_speed(unsigned speed) {
    termios settings{};
    expect(::tcgetattr(descriptor_.get(), &settings) == 0, "tcgetattr");
    ::cfsetispeed(&settings, speed);
    ::cfsetospeed(&settings, speed);
    expect(::tcsetattr(descriptor_.get(), TCSANOW, &settings) == 0, "tcsetattr");
}

void HostTerminal::change(void (*edit)(termios&)) {
    termios settings{};
    expect(::tcgetattr(descriptor_.get(), &settings) == 0, "tcgetattr");
    edit(settings);
    expect(::tcsetattr(descriptor_.get(), TCSANOW, &settings) == 0, "tcsetattr");
}

}  // namespace sara::test
