#pragma once

#include <cstdint>
#include <string>

namespace sara::network {

/// An address and a port.  As a destination `host` may also be a name.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

/// Ports given to whoever asks for any, or calls from one.  [RFC 6335 6]
inline constexpr std::uint16_t kFirstEphemeralPort = 49152;

}  // namespace sara::network
