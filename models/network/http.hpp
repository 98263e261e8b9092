#pragma once

#include "models/network/endpoint.hpp"
#include "models/network/error.hpp"
#include "models/network/tls.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

struct HttpHeader {
    std::string name;
    std::string value;

    friend bool operator==(const HttpHeader&, const HttpHeader&) = default;
};

/// User and password of basic authentication.
struct Credentials {
    std::string user;
    std::string password;

    friend bool operator==(const Credentials&, const Credentials&) = default;
};

/// What a client asks of an HTTP server.
struct HttpRequest {
    std::string method = "GET";
    Endpoint server = {};
    std::string path = "/";
    bool is_secure = false;
    TlsClient tls = {};  ///< of a secure one
    std::optional<Credentials> credentials = {};
    std::vector<HttpHeader> headers = {};      ///< beyond those a client library sets itself
    std::optional<std::uint64_t> offset = {};  ///< asks for the part from there on
    std::vector<std::uint8_t> body = {};
};

/// The first part of an answer.
struct HttpHead {
    int status = 200;
    std::string_view reason;  ///< e.g. "Not Found"
    std::span<const HttpHeader> headers;
};

/// Who hears the answer.  A listener may destroy the HttpExchange in any of these.
class HttpListener {
 public:
    virtual void on_head(const HttpHead& head) = 0;

    /// The next bytes of the body.
    virtual void on_body(sim::Bytes bytes) = 0;

    /// The answer is complete: as long as it said, or closed in order if it said nothing.
    virtual void on_done() = 0;

    /// It did not come, or not to its end.
    virtual void on_failed(Error error) = 0;

 protected:
    ~HttpListener() = default;
};

/// A request under way.  Destroying it drops the connection.
class HttpExchange {
 public:
    virtual ~HttpExchange() = default;
};

}  // namespace sara::network
