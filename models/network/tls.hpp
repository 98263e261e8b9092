#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// What a client checks of a server's certificate, each level with those before.  [security 2]
enum class TlsValidation : std::uint8_t { None, Root, Host, Date };

/// What a client brings to a TLS handshake.
struct TlsClient {
    TlsValidation validation = TlsValidation::None;
    std::vector<std::string> roots = {};  ///< subject CNs of the CAs that it trusts
    std::string host = {};                ///< whom it expects
    std::string now = {};                 ///< "YYYY/MM/DD HH:MM:SS", UTC
};

/// What a server brings to it: its certificate.
struct TlsSpec {
    std::string issuer = "DigiCert Global Root CA";  ///< subject CN of the root above it
    std::string host;                                ///< empty: name or address of the server
    std::string expires = "2099/12/31 23:59:59";     ///< UTC
};

/// True if the client takes that certificate from a server of that name.
inline bool accepts(const TlsClient& client, const TlsSpec& certificate, std::string_view server) {
    const std::string_view host = certificate.host.empty() ? server : certificate.host;
    const bool has_root = std::ranges::find(client.roots, certificate.issuer) != client.roots.end();
    if (client.validation >= TlsValidation::Root && !has_root) return false;
    if (client.validation >= TlsValidation::Host && client.host != host) return false;
    return client.validation < TlsValidation::Date || client.now <= certificate.expires;
}

}  // namespace sara::network
