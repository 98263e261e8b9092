#pragma once

#include "models/network/content.hpp"
#include "models/network/tls.hpp"
#include "sim/time.hpp"
#include "sim/vocabulary.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// Bytes that a server has: given as they are, or made by the world.
struct ServedContent {
    std::optional<std::vector<std::uint8_t>> contents;
    std::optional<std::uint32_t> random;  ///< that many bytes from the seed
    std::optional<std::string> package;   ///< a package of the "packages" section
    Content made = {};                    ///< what the world made of it: all servers share it

    /// The bytes.
    Content bytes() const {
        return made ? made : make_content(contents.value_or(std::vector<std::uint8_t>()));
    }
};

/// What an HTTP server does for one path.
struct HttpPathSpec {
    ServedContent content;
    std::string type = "application/octet-stream";  ///< Content-Type
    int status = 200;
    std::optional<std::uint64_t> length;     ///< Content-Length, if not the true one
    std::optional<std::uint64_t> cut_after;  ///< bytes of the body; then the connection breaks
    std::uint32_t rate = 0;                  ///< bit/s it gives at most; 0: any
    sim::Duration delay{};                   ///< before the answer
};

/// An HTTP or HTTPS server.
struct HttpSpec {
    std::map<std::string, HttpPathSpec> paths;
    bool secure = false;
    bool ranges = true;  ///< it obeys Range
    std::string user;    ///< basic authentication; empty: none
    std::string password;
};

/// An FTP server.
struct FtpSpec {
    std::map<std::string, ServedContent> files;  ///< by absolute path
    std::vector<std::string> folders;            ///< beside those that files need
    std::string user;                            ///< empty: anybody
    std::string password;
    std::map<std::string, int> replies;      ///< by command, e.g. "DELE": 450
    std::optional<std::uint64_t> cut_after;  ///< bytes of a RETR; then the connection breaks
    std::uint32_t rate = 0;                  ///< bit/s it gives at most; 0: any
    sim::Duration delay{};                   ///< before each reply
    bool active = true;                      ///< it can open connections to the module
    bool secure = false;                     ///< it wants TLS
};

/// Somebody who says back whatever he hears.
struct EchoSpec {
    std::vector<std::uint8_t> greeting;        ///< TCP: what it says first
    sim::Duration delay{};                     ///< before each answer
    std::optional<std::uint64_t> close_after;  ///< bytes heard; then it closes
    std::optional<std::uint64_t> reset_after;  ///< bytes heard; then it breaks the connection
};

/// Somebody who connects to the module once it listens.
struct CallerSpec {
    std::uint16_t port = 0;  ///< of the module
    sim::Duration after = std::chrono::seconds(1);
    EchoSpec talk;
};

/// How a server answers an attempt to connect.
enum class Connects : std::uint8_t {
    Accepts,
    Refuses,
    Silent,      ///< nothing comes back
    Unreachable  ///< a router on the way says so
};

/// A service at an address.
struct ServerSpec {
    std::string name;                   ///< for DNS; empty: none
    std::string address;                ///< empty: one of 203.0.113.0/24
    std::optional<std::uint16_t> port;  ///< else the usual one
    Connects connects = Connects::Accepts;
    std::optional<HttpSpec> http;
    std::optional<FtpSpec> ftp;
    std::optional<EchoSpec> tcp_echo;
    std::optional<EchoSpec> udp_echo;
    std::optional<CallerSpec> caller;
    std::optional<TlsSpec> tls;

    /// Where it listens.
    std::uint16_t listening_port() const;

    /// It speaks TLS and nothing else.
    bool is_secure() const { return tls || (http && http->secure) || (ftp && ftp->secure); }

    /// What it shows in a TLS handshake; nothing if it speaks no TLS.
    std::optional<TlsSpec> certificate() const;
};

/// Calls `visit` for everything served, with its place below "servers", e.g. "/0/http/paths/...".
void for_each_content(
    std::vector<ServerSpec>& servers,
    const std::function<void(ServedContent& content, const std::string& pointer)>& visit);

}  // namespace sara::network

template <>
struct sara::sim::Names<sara::network::Connects> {
    static constexpr auto kTable = std::to_array<Named<sara::network::Connects>>({
        {"accepts", sara::network::Connects::Accepts},
        {"refuses", sara::network::Connects::Refuses},
        {"silent", sara::network::Connects::Silent},
        {"unreachable", sara::network::Connects::Unreachable},
    });
};

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::ServedContent>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::HttpPathSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::HttpSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::FtpSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::EchoSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::CallerSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::TlsSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::ServerSpec>();
