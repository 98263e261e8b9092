#pragma once

#include "sim/sinks/pcapng_writer.hpp"
#include "sim/trace.hpp"

#include <ostream>
#include <string_view>

namespace sara::sim {

/// Writes the CoAP messages of a run as a capture, which Wireshark and tshark read.  The DTLS layer
/// is not simulated, so it is left out, and what went to the port of CoAP over DTLS is on that of
/// plain CoAP, as the capture's comment says.
class CoapCaptureSink final : public TraceSink {
 public:
    CoapCaptureSink(std::ostream& out, std::string_view title);

    void on_record(const Record& record) override;

    void flush() { writer_.flush(); }

 private:
    PcapngWriter writer_;
};

}  // namespace sara::sim
