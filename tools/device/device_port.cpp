#include "tools/device/device_port.hpp"

#include "tools/bad_input.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace sara::tools {

namespace asio = boost::asio;

namespace {

using Option = asio::serial_port_base;

Option::parity::type parity_of(sim::Parity parity) {
    if (parity == sim::Parity::Odd) return Option::parity::odd;
    return parity == sim::Parity::Even ? Option::parity::even : Option::parity::none;
}

}  // namespace

DevicePort::DevicePort(std::string path) : path_(std::move(path)), port_(io_) {
    boost::system::error_code failed;
    port_.open(path_, failed);
    if (failed) {
        throw BadInput(fmt::format("--port {}: no serial device: {}", path_, failed.message()));
    }
    configure({.baud = sim::Line::kUsualBaud});
}

void DevicePort::configure(const sim::LineSettings& settings) {
    const sim::Frame frame = settings.frame == sim::kAnyFrame ? sim::Frame{} : settings.frame;
    const std::uint32_t baud = settings.baud == 0 ? sim::Line::kUsualBaud : settings.baud;
    try {
        port_.set_option(Option::baud_rate(baud));
        port_.set_option(Option::character_size(frame.data_bits));
        port_.set_option(Option::parity(parity_of(frame.parity)));
        port_.set_option(Option::stop_bits(frame.stop_bits == 2 ? Option::stop_bits::two
                                                                : Option::stop_bits::one));
    } catch (const boost::system::system_error& refused) {
        throw BadInput(fmt::format("--port {}: does not take {} bit/s: {}", path_, baud,
                                   refused.code().message()));
    }
}

void DevicePort::set_signal(sim::Signal signal, bool on) {
    int line = signal == sim::Signal::Dtr ? TIOCM_DTR : TIOCM_RTS;
    ::ioctl(port_.native_handle(), on ? TIOCMBIS : TIOCMBIC, &line);
}

bool DevicePort::is_clear_to_send() {
    int lines = 0;
    return ::ioctl(port_.native_handle(), TIOCMGET, &lines) != 0 || (lines & TIOCM_CTS) != 0;
}

void DevicePort::write(sim::Bytes bytes) {
    asio::write(port_, asio::buffer(bytes.data(), bytes.size()));
}

std::vector<std::uint8_t> DevicePort::read(std::chrono::microseconds patience) {
    const timespec time{.tv_sec = patience.count() / 1'000'000,
                        .tv_nsec = patience.count() % 1'000'000 * 1000};
    pollfd wanted{.fd = port_.native_handle(), .events = POLLIN, .revents = 0};
    if (::ppoll(&wanted, 1, &time, nullptr) <= 0) return {};
    std::vector<std::uint8_t> bytes(4096);
    const ssize_t size = ::read(port_.native_handle(), bytes.data(), bytes.size());
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return {};
    if (size <= 0) {
        throw std::system_error(size < 0 ? errno : ENODEV, std::generic_category(), path_);
    }
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
}

}  // namespace sara::tools
