#pragma once

#include "models/ppp/octets.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sara::ppp {

/// Protocols of a PPP link that we know.  [RFC 1661 2]
enum class Protocol : std::uint16_t {
    Ipv4 = 0x0021,
    Ipcp = 0x8021,
    Lcp = 0xC021,
    Pap = 0xC023,
    Chap = 0xC223
};

/// Codes of LCP, of which network control protocols share the first seven.  [RFC 1661 5]
enum class Code : std::uint8_t {
    ConfigureRequest = 1,
    ConfigureAck,
    ConfigureNak,
    ConfigureReject,
    TerminateRequest,
    TerminateAck,
    CodeReject,
    ProtocolReject,
    EchoRequest,
    EchoReply,
    DiscardRequest
};

/// A packet of a control protocol; authentication has the same shape with codes of its own.
struct ControlPacket {
    std::uint8_t code = 0;
    std::uint8_t id = 0;
    Octets data = {};
};

/// Nothing if the bytes are fewer than they say.
std::optional<ControlPacket> parse_control(sim::Bytes bytes);
Octets encode(const ControlPacket& packet);

/// A configuration option.  [RFC 1661 6]
struct Option {
    std::uint8_t type = 0;
    Octets data = {};

    bool operator==(const Option&) const = default;
};
using Options = std::vector<Option>;

/// Nothing if they do not fill the bytes.
std::optional<Options> parse_options(sim::Bytes bytes);
Octets encode(const Options& options);

}  // namespace sara::ppp
