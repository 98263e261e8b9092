#pragma once

#include "sim/sinks/pcapng_writer.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <ostream>
#include <string_view>

namespace sara::tools {

/// Writes the CoAP messages of a run as a capture, which Wireshark and tshark read.  The DTLS layer
/// is not simulated, so it is left out, and what went to the port of CoAP over DTLS is on that of
/// plain CoAP, as the capture's comment says.
class CoapCaptureSink final : public sim::TraceSink {
 public:
    CoapCaptureSink(std::ostream& out, std::string_view title);

    void on_record(const sim::Record& record) override;

    void flush() { writer_.flush(); }

 private:
    sim::PcapngWriter writer_;
    std::uint16_t packets_ = 0;  ///< identify them
};

}  // namespace sara::tools
