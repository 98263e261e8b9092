#pragma once

#include "pty/descriptor.hpp"

#include <termios.h>

#include <string>
#include <string_view>

namespace sara::bench {

/// A host program's end of a serial device, opened raw at a speed.
class Dte {
 public:
    /// `speed` is one of termios' constants.  Throws std::runtime_error.
    Dte(const std::string& device, speed_t speed);

    void set_speed(speed_t speed);
    void write(std::string_view text) const;

    /// Reads until `expected` has come; false if nothing comes for 10 s.
    bool read_until(std::string_view expected) const;

    int descriptor() const { return descriptor_.get(); }

 private:
    pty::Descriptor descriptor_;
};

}  // namespace sara::bench
