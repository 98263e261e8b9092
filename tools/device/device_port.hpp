#pragma once

#include "sim/line.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/serial_port.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace sara::tools {

/// A serial device that a scenario's host uses instead of a simulated line.
class DevicePort {
 public:
    /// Opens it at 115200 8N1.  Throws BadInput if that is no serial device.
    explicit DevicePort(std::string path);

    /// Throws BadInput if the device does not know the speed or frame.
    void configure(const sim::LineSettings& settings);

    /// DTR or RTS; without effect where a device has none, such as a pseudo-terminal.
    void set_signal(sim::Signal signal, bool on);

    /// True if the device lets the host send, or has no such line.
    bool is_clear_to_send();

    /// Throws std::system_error if the device is gone.
    void write(sim::Bytes bytes);

    /// What has arrived, waiting for up to `patience` for the first byte.  Throws std::system_error
    /// if the device is gone.
    std::vector<std::uint8_t> read(std::chrono::microseconds patience);

 private:
    std::string path_;
    boost::asio::io_context io_{1};
    boost::asio::serial_port port_;
};

}  // namespace sara::tools
