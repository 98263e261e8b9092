#pragma once

#include "sim/line.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <string_view>

namespace sara::update {

/// The serial port on which an update reports, at the speed that +UFWUPD or +UFWINSTALL chose:
/// 8N1, without flow control.  [R01 3.1, 5.1]
class Reporter {
 public:
    /// Takes the port over; `baud` in bit/s.
    Reporter(sim::Line& line, std::uint32_t baud, sim::Trace& trace);

    /// Sends `\r\n<text>\r\n` in one piece.  [at-syntax 3]
    void report(std::string_view text);

    /// Sends bare bytes: Xmodem's.
    void send(sim::Bytes bytes) { line_->dce().send(bytes); }

    sim::LineEnd& port() { return line_->dce(); }

 private:
    sim::Line* line_;
    sim::Trace* trace_;
};

}  // namespace sara::update
