#pragma once

#include "models/network/error.hpp"

namespace sara::internet {

/// What +USOER and +USOCTL=<s>,1 print.  [at-commands 2.7]
enum class SocketError : int {
    None = 0,
    BadSocket = 9,          ///< EBADF
    WouldBlock = 11,        ///< EAGAIN: the send queue is full
    Invalid = 22,           ///< EINVAL
    TooMany = 24,           ///< EMFILE
    NotConnected = 32,      ///< EPIPE
    NoProtocolOption = 92,  ///< ENOPROTOOPT
    Reset = 104,            ///< ECONNRESET
    NoBuffers = 105,        ///< ENOBUFS
    TimedOut = 110,         ///< ETIMEDOUT
    Refused = 111,          ///< ECONNREFUSED
    Unreachable = 113,      ///< EHOSTUNREACH; also without a PSD profile  [assumed]
    InProgress = 115,       ///< EINPROGRESS
    HostNotFound = 203,     ///< DNS
};

constexpr SocketError socket_error(network::Error error) {
    switch (error) {
        case network::Error::UnknownHost:
            return SocketError::HostNotFound;
        case network::Error::Refused:
            return SocketError::Refused;
        case network::Error::TimedOut:
            return SocketError::TimedOut;
        case network::Error::Unreachable:
            return SocketError::Unreachable;
        case network::Error::Reset:
        case network::Error::SecureFailed:
            return SocketError::Reset;
    }
    return SocketError::Invalid;
}

}  // namespace sara::internet
