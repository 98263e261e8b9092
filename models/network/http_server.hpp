#pragma once

#include "models/network/content.hpp"
#include "models/network/http.hpp"
#include "models/network/server_disturbance.hpp"
#include "models/network/server_spec.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// What an HTTP server sends back, and how it misbehaves on the way.
struct HttpAnswer {
    int status = 200;
    std::vector<HttpHeader> headers = {};
    Content body = {};      ///< what the answer takes its bytes from; may be null
    std::size_t begin = 0;  ///< the part of it that is sent
    std::size_t end = 0;
    bool breaks = false;     ///< the connection breaks behind `end`
    std::uint32_t rate = 0;  ///< bit/s at most; 0: any
    sim::Duration delay{};
};

/// An HTTP server of the virtual network, without connections or time: a request gives an answer.
/// What is put stays until the end of the run.
class HttpServer {
 public:
    explicit HttpServer(HttpSpec spec);

    HttpAnswer answer(const HttpRequest& request);
    /// From the next request on something is wrong, or nothing any more.
    void disturb(const ServerDisturbance& disturbance) { disturbance_ = disturbance; }
    bool is_disturbed() const { return disturbance_.is_any(); }

    bool is_secure() const { return spec_.secure; }

 private:
    struct Page {
        HttpPathSpec spec;
        Content content;
    };

    bool admits(const HttpRequest& request) const;
    HttpAnswer read(const HttpRequest& request, const Page& page) const;
    HttpAnswer store(const HttpRequest& request);

    HttpSpec spec_;
    ServerDisturbance disturbance_;
    std::map<std::string, Page> pages_;
};

/// "OK", "Not Found" ...  [RFC 9110 15]
std::string_view reason_of(int status);

}  // namespace sara::network
