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

}  // namespace sara::network
