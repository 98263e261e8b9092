#include "models/network/server_spec.hpp"

#include <array>

namespace sara::network {

std::uint16_t ServerSpec::listening_port() const {
    constexpr std::uint16_t kHttp = 80;
    constexpr std::uint16_t kHttps = 443;
    constexpr std::uint16_t kFtp = 21;
    constexpr std::uint16_t kEcho = 7;
    if (port) return *port;
    if (http) return is_secure() ? kHttps : kHttp;
    if (ftp) return kFtp;
    return kEcho;
}

std::optional<TlsSpec> ServerSpec::certificate() const {
    if (!is_secure()) return std::nullopt;
    return tls.value_or(TlsSpec{});
}

void for_each_content(
    std::vector<ServerSpec>& servers,
    const std::function<void(ServedContent& content, const std::string& pointer)>& visit) {
    for (std::size_t i = 0; i < servers.size(); ++i) {
        const sim::Json::json_pointer place = sim::Json::json_pointer() / i;
        if (servers[i].http) {
            for (auto& [path, spec] : servers[i].http->paths) {
                visit(spec.content, (place / "http" / "paths" / path / "content").to_string());
            }
        }
        if (servers[i].ftp) {
            for (auto& [path, content] : servers[i].ftp->files) {
                visit(content, (place / "ftp" / "files" / path).to_string());
            }
        }
    }
}

}  // namespace sara::network

namespace {

using namespace sara::network;
using sara::sim::key;
using sara::sim::kOneOf;
using sara::sim::kRequired;
using sara::sim::Presence;
using sara::sim::Rules;

constexpr Rules kPort{.min = 1, .max = 65535};
constexpr Rules kPortRequired{.min = 1, .max = 65535, .presence = Presence::Required};
constexpr Rules kStatus{.min = 100, .max = 599};
constexpr Rules kRandomBytes{.min = 0, .max = 8 << 20, .presence = Presence::OneOf};

// clang-format off
constexpr auto kContentKeys = std::to_array<sara::sim::Key>({
    key<&ServedContent::contents>("contents", "its bytes", kOneOf),
    key<&ServedContent::random>("random", "that many bytes from the seed", kRandomBytes),
    key<&ServedContent::package>("package", "a package by its name in \"packages\"", kOneOf),
});

constexpr auto kPathKeys = std::to_array<sara::sim::Key>({
    key<&HttpPathSpec::content>("content", "the body of the answer"),
    key<&HttpPathSpec::type>("type", "its Content-Type"),
    key<&HttpPathSpec::status>("status", "of the answer", kStatus, "[RFC 9110 15]"),
    key<&HttpPathSpec::length>("length", "the Content-Length it claims, if not the true one"),
    key<&HttpPathSpec::cut_after>("cut_after", "bytes of the body after which the connection breaks"),
    key<&HttpPathSpec::rate>("rate", "bit/s it gives at most; 0: any"),
    key<&HttpPathSpec::delay>("delay", "before the answer"),
});

constexpr auto kHttpKeys = std::to_array<sara::sim::Key>({
    key<&HttpSpec::paths>("paths", "what it has, by path; all else is 404"),
    key<&HttpSpec::secure>("secure", "HTTPS"),
    key<&HttpSpec::ranges>("ranges", "it obeys Range"),
    key<&HttpSpec::user>("user", "basic authentication; empty: none"),
    key<&HttpSpec::password>("password", "of that user"),
});

constexpr auto kFtpKeys = std::to_array<sara::sim::Key>({
    key<&FtpSpec::files>("files", "what it has, by absolute path"),
    key<&FtpSpec::folders>("folders", "absolute paths, beside those that files need"),
    key<&FtpSpec::user>("user", "who may log in; empty: anybody"),
    key<&FtpSpec::password>("password", "of that user"),
    key<&FtpSpec::replies>("replies", "failures by command, e.g. \"DELE\": 450", {}, "[RFC 959 4.2]"),
    key<&FtpSpec::cut_after>("cut_after", "bytes of a file after which the connection breaks"),
    key<&FtpSpec::rate>("rate", "bit/s it gives at most; 0: any"),
    key<&FtpSpec::delay>("delay", "before each reply"),
    key<&FtpSpec::active>("active", "it can open connections to the module, as active mode needs"),
    key<&FtpSpec::secure>("secure", "it wants TLS"),
});

constexpr auto kEchoKeys = std::to_array<sara::sim::Key>({
    key<&EchoSpec::greeting>("greeting", "what it says first, over TCP"),
    key<&EchoSpec::delay>("delay", "before each answer"),
    key<&EchoSpec::close_after>("close_after", "bytes heard after which it closes, over TCP"),
    key<&EchoSpec::reset_after>("reset_after", "bytes heard after which it breaks the connection, over TCP"),
});

constexpr auto kCallerKeys = std::to_array<sara::sim::Key>({
    key<&CallerSpec::port>("port", "of the module", kPortRequired),
    key<&CallerSpec::after>("after", "from the module's listening to the connection"),
    key<&CallerSpec::talk>("talk", "what it says; it echoes what it hears"),
});

constexpr auto kTlsKeys = std::to_array<sara::sim::Key>({
    key<&TlsSpec::issuer>("issuer", "subject CN of the root CA above its certificate"),
    key<&TlsSpec::host>("host", "whom the certificate names; empty: the server's name or address"),
    key<&TlsSpec::expires>("expires", "\"YYYY/MM/DD HH:MM:SS\", UTC", {.max = 19}),
});

constexpr auto kServerKeys = std::to_array<sara::sim::Key>({
    key<&ServerSpec::name>("name", "its name for DNS; empty: none", {.max = 255}),
    key<&ServerSpec::address>("address", "its IPv4 address; empty: one of 203.0.113.0/24", {.max = 15}),
    key<&ServerSpec::port>("port", "where it listens, if not at the usual port", kPort),
    key<&ServerSpec::connects>("connects", "how it answers an attempt to connect"),
    key<&ServerSpec::http>("http", "an HTTP server, port 80 or 443", kOneOf),
    key<&ServerSpec::ftp>("ftp", "an FTP server, port 21", kOneOf),
    key<&ServerSpec::tcp_echo>("tcp_echo", "it says back what it hears over TCP, port 7", kOneOf),
    key<&ServerSpec::udp_echo>("udp_echo", "it says back what it hears over UDP, port 7", kOneOf),
    key<&ServerSpec::caller>("caller", "it connects to the module once that listens", kOneOf),
    key<&ServerSpec::tls>("tls", "it speaks TLS, with that certificate"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<ServedContent>() {
    static constexpr Shape kShape =
        make_shape<ServedContent>("content", "Bytes that a server has.", kContentKeys, "contents");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<HttpPathSpec>() {
    static constexpr Shape kShape =
        make_shape<HttpPathSpec>("http path", "What an HTTP server does for one path.", kPathKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<HttpSpec>() {
    static constexpr Shape kShape =
        make_shape<HttpSpec>("http", "An HTTP or HTTPS server.", kHttpKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<FtpSpec>() {
    static constexpr Shape kShape = make_shape<FtpSpec>("ftp", "An FTP server.", kFtpKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<EchoSpec>() {
    static constexpr Shape kShape =
        make_shape<EchoSpec>("echo", "It says back what it hears.", kEchoKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<CallerSpec>() {
    static constexpr Shape kShape = make_shape<CallerSpec>(
        "caller", "It connects to a port on which the module listens.", kCallerKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<TlsSpec>() {
    static constexpr Shape kShape = make_shape<TlsSpec>("tls", "A server's certificate.", kTlsKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<ServerSpec>() {
    static constexpr Shape kShape =
        make_shape<ServerSpec>("server", "A service on the internet.", kServerKeys);
    return kShape;
}
