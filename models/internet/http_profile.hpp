#pragma once

#include "models/internet/client_error.hpp"
#include "models/network/error.hpp"
#include "models/network/http.hpp"
#include "sim/time.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sara::internet {

/// A profile of +UHTTP.  Volatile.  [firmware-update 4.2][at-commands 2.10]
struct HttpProfile {
    std::string server;  ///< address or name: setting one clears the other
    bool server_is_name = false;
    std::string user;
    std::string password;
    bool authenticates = false;  ///< basic
    std::optional<std::uint16_t> port_by_hand;
    bool is_secure = false;
    std::optional<int> security_profile;
    sim::Duration timeout = std::chrono::seconds(180);
    std::array<std::optional<network::HttpHeader>, 5> custom_headers{};

    std::uint16_t port() const;
};

/// Codes of the HTTP client, one table for both classes.  [firmware-update 4.2]
enum class HttpCode : int {
    None = 0,
    ServerMissing = 7,
    ServerConnection = 11,
    InRequest = 12,
    FileLength = 17,
    NoPsd = 22,
    HostLookup = 23,
    UserAuthentication = 24,
    TimedOut = 26,
    ReceiveTimeout = 28,
    FileOpen = 41,
    FileWrite = 43,
    ConnectionLost = 44,
    SecureConnect = 73,
};

/// With the class that goes with a code: 3 for the network, 10 for wrong usage.
ClientError http_error(HttpCode code);

HttpCode http_code(network::Error error);

}  // namespace sara::internet
