#pragma once

#include "models/network/flow.hpp"
#include "models/network/tls.hpp"
#include "models/network/virtual_dial.hpp"
#include "models/network/virtual_internet.hpp"

#include <functional>
#include <utility>

namespace sara::network {

/// The TLS handshake on a new connection.  `done` hears true if both sides agree; a server without
/// TLS does not understand the client, who breaks off.
inline void shake_tls(Flow& up, Flow& down, const TlsClient& client, const VirtualServer& server,
                      std::function<void(bool)> done) {
    constexpr std::size_t kHello = 500;    // [assumed]
    constexpr std::size_t kServer = 3000;  // hello and certificates  [assumed]
    const auto certificate = server.spec.certificate();
    const std::string& name = server.spec.name.empty() ? server.address : server.spec.name;
    const bool agrees = certificate && accepts(client, *certificate, name);
    const std::size_t answer = certificate ? kServer : kHandshakeBytes;
    up.push(kHello, [&down, answer, agrees, done = std::move(done)] {
        down.push(answer, [agrees, done] { done(agrees); });
    });
}

}  // namespace sara::network
