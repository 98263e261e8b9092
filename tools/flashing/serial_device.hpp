#pragma once

#include "models/storage/bytes.hpp"
#include "pty/descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace sara::tools {

/// A serial device that this program is the host of: raw, 8N1, without flow control.
class SerialDevice {
 public:
    /// Throws BadInput if it cannot be opened or does not know the speed, in bit/s.
    SerialDevice(std::string path, std::uint32_t baud);

    /// Throws std::system_error if the device is gone.
    void write(storage::Bytes bytes) const;

    /// What has arrived, waiting for up to `patience` for the first byte; empty if nothing did.
    /// Throws std::system_error if the device is gone.
    storage::Buffer read(std::chrono::milliseconds patience) const;

 private:
    std::string path_;
    pty::Descriptor descriptor_;
};

}  // namespace sara::tools
