#pragma once

#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace sara::sim {

/// Writes a capture of IP packets in the format pcapng: a section, one interface of link type RAW,
/// and an enhanced packet block a packet, with virtual time since the run began in nanoseconds.
/// libpcap, the one library for captures, writes only the older format, which has no comments.
/// [IETF draft-ietf-opsawg-pcapng]
class PcapngWriter {
 public:
    /// `comment` is what readers show of the whole capture.
    PcapngWriter(std::ostream& out, std::string_view comment);

    /// `packet` begins with its IP header.
    void add_packet(Time time, Bytes packet);

    void flush() { out_.flush(); }

 private:
    void write_block(std::uint32_t type, std::string_view body);

    std::ostream& out_;
    std::string body_;  ///< of the block that is being written
};

}  // namespace sara::sim
