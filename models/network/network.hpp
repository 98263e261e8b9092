#pragma once

#include "models/network/datagrams.hpp"
#include "models/network/endpoint.hpp"
#include "models/network/error.hpp"
#include "models/network/ftp.hpp"
#include "models/network/http.hpp"
#include "models/network/stream.hpp"
#include "models/network/tls.hpp"
#include "models/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace sara::network {

/// A question under way.  Destroying it forgets the answer.
class Query {
 public:
    virtual ~Query() = default;
};

/// An echo request, and what came back.
struct Ping {
    std::string address;
    std::size_t size_bytes = 0;
    int hop_limit = 0;  ///< TTL
};
struct PingReply {
    int hop_limit = 0;  ///< what was left of it; 0: the request had too little
};

/// The internet as the module's clients see it, at the level of client libraries.  Everything
/// answers later, never from within the call that asked; handles are owned by whoever asked, and
/// destroying one is the end of it.  Nothing here gives up by itself but as TCP does: clients have
/// their own time-outs.
class Network {
 public:
    virtual ~Network() = default;

    using Resolved = std::function<void(Result<std::string, Error>)>;
    using Pinged = std::function<void(PingReply)>;

    /// The address of a name.
    [[nodiscard]] virtual std::unique_ptr<Query> resolve(const std::string& name,
                                                         Resolved answer) = 0;

    /// The name of an address.
    [[nodiscard]] virtual std::unique_ptr<Query> resolve_address(const std::string& address,
                                                                 Resolved answer) = 0;

    /// Sends an echo request; without an answer nothing is heard.
    [[nodiscard]] virtual std::unique_ptr<Query> ping(const Ping& ping, Pinged answer) = 0;

    [[nodiscard]] virtual std::unique_ptr<Stream> connect(const Endpoint& to,
                                                          StreamListener& listener) = 0;

    /// The same with a TLS handshake before it counts as connected.
    [[nodiscard]] virtual std::unique_ptr<Stream> connect_securely(const Endpoint& to,
                                                                   const TlsClient& tls,
                                                                   StreamListener& listener) = 0;

    /// Waits for connections to that port; nullptr if it is taken.
    [[nodiscard]] virtual std::unique_ptr<Acceptor> accept(std::uint16_t port,
                                                           AcceptListener& listener) = 0;

    /// Opens a UDP port, any if `port` is 0; nullptr if it is taken.
    [[nodiscard]] virtual std::unique_ptr<Datagrams> open_datagrams(std::uint16_t port,
                                                                    DatagramListener& listener) = 0;

    [[nodiscard]] virtual std::unique_ptr<HttpExchange> request(HttpRequest request,
                                                                HttpListener& listener) = 0;

    [[nodiscard]] virtual std::unique_ptr<FtpSession> open_ftp(FtpLogin login,
                                                               FtpListener& listener) = 0;
};

}  // namespace sara::network
