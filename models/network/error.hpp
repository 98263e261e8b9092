#pragma once

#include <cstdint>
#include <string_view>

namespace sara::network {

/// Why something on the network did not work, as an internet client can tell it.
enum class Error : std::uint8_t {
    UnknownHost,   ///< no DNS server knows the name
    Refused,       ///< nobody listens at that port
    TimedOut,      ///< no answer
    Unreachable,   ///< no way to that address
    Reset,         ///< the far end, or something on the way, broke the connection
    SecureFailed,  ///< TLS could not be set up
};

constexpr std::string_view name_of(Error error) {
    switch (error) {
        case Error::UnknownHost:
            return "unknown host";
        case Error::Refused:
            return "refused";
        case Error::TimedOut:
            return "timed out";
        case Error::Unreachable:
            return "unreachable";
        case Error::Reset:
            return "reset";
        case Error::SecureFailed:
            return "secure connection failed";
    }
    return "";
}

}  // namespace sara::network
