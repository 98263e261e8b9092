#include "pty/pseudo_terminal.hpp"

#include "pty/setup_error.hpp"

#include <fcntl.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): posix_openpt is not in <cstdlib>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace sara::pty {

namespace {

constexpr const char* kWhere = "/dev/ptmx";

PseudoTerminal::Transfer transferred(ssize_t result) {
    using Status = PseudoTerminal::Status;
    if (result >= 0) return {static_cast<std::size_t>(result), Status::Ok};
    const bool later = errno == EAGAIN || errno == EINTR;
    return {0, later ? Status::WouldBlock : Status::Unplugged};
}

Descriptor open_slave(const std::string& device) {
    Descriptor slave(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!slave || !make_raw_without_speed(slave.get())) {
        throw SetupError::from_errno(device, "set up the terminal");
    }
    return slave;
}

}  // namespace

// The watch comes last: it does not count our own descriptor.
PseudoTerminal::PseudoTerminal()
    : master_(open_master()),
      device_(name_of_slave(master_.get())),
      slave_(open_slave(device_)),
      watch_(device_) {}

Descriptor PseudoTerminal::open_master() {
    Descriptor master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!master || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0) {
        throw SetupError::from_errno(kWhere, "open a pseudo-terminal");
    }
    return master;
}

std::string PseudoTerminal::name_of_slave(int master) {
    std::array<char, 64> name{};
    if (::ptsname_r(master, name.data(), name.size()) != 0) {
        throw SetupError::from_errno(kWhere, "name the pseudo-terminal");
    }
    return name.data();
}

PseudoTerminal::Transfer PseudoTerminal::read(std::span<std::uint8_t> into) {
    return transferred(::read(master_.get(), into.data(), into.size()));
}

PseudoTerminal::Transfer PseudoTerminal::write(std::span<const std::uint8_t> bytes) {
    return transferred(::write(master_.get(), bytes.data(), bytes.size()));
}

std::size_t PseudoTerminal::count_unread() const {
    int count = 0;
    return ::ioctl(slave_.get(), FIONREAD, &count) == 0 ? static_cast<std::size_t>(count) : 0;
}

void PseudoTerminal::discard_unread() {
    ::tcflush(slave_.get(), TCIFLUSH);
}

}  // namespace sara::pty
