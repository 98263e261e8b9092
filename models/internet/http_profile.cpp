#include "models/internet/http_profile.hpp"

namespace sara::internet {

namespace {

constexpr std::uint16_t kHttp = 80;
constexpr std::uint16_t kHttps = 443;
constexpr int kNetworkClass = 3;
constexpr int kUsageClass = 10;

}  // namespace

std::uint16_t HttpProfile::port() const {
    return port_by_hand.value_or(is_secure ? kHttps : kHttp);
}

ClientError http_error(HttpCode code) {
    switch (code) {
        case HttpCode::ServerConnection:
        case HttpCode::InRequest:
        case HttpCode::HostLookup:
        case HttpCode::UserAuthentication:
        case HttpCode::TimedOut:
        case HttpCode::ReceiveTimeout:
        case HttpCode::ConnectionLost:
        case HttpCode::SecureConnect:
            return {kNetworkClass, static_cast<int>(code)};
        default:
            return {kUsageClass, static_cast<int>(code)};
    }
}

HttpCode http_code(network::Error error) {
    switch (error) {
        case network::Error::UnknownHost:
            return HttpCode::HostLookup;
        case network::Error::Refused:
        case network::Error::Unreachable:
            return HttpCode::ServerConnection;
        case network::Error::TimedOut:
            return HttpCode::TimedOut;
        case network::Error::Reset:
            return HttpCode::ConnectionLost;
        case network::Error::SecureFailed:
            return HttpCode::SecureConnect;
    }
    return HttpCode::ServerConnection;
}

}  // namespace sara::internet
