#pragma once

#include "pty/descriptor.hpp"

#include <string>
#include <string_view>

struct termios;

namespace sara::test {

/// A host program's hand on a serial device: opens it as picocom or pyserial would.
class HostTerminal {
 public:
    explicit HostTerminal(const std::string& device);

    void close() { descriptor_ = {}; }
    void write(std::string_view text) const;

    /// What one read() gives, waiting for up to 0.2 s; "" if nothing comes.
    std::string read() const;

    /// `speed` is one of termios' constants, e.g. B115200.
    void set_speed(unsigned speed);

    /// Reads the settings, changes them and sets them.
    void change(void (*edit)(termios&));

 private:
    pty::Descriptor descriptor_;
};

}  // namespace sara::test
