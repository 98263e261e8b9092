#include "models/ufota/package_uri.hpp"

#include <algorithm>
#include <charconv>

namespace sara::ufota {

namespace {

constexpr std::size_t kLongest = 255;  // [OMA object 5]
constexpr std::string_view kSchemeEnd = "://";
constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

bool is_visible(char character) {
    return character > ' ' && character <= '~';
}

/// The port in those digits; 0 if it is none.
std::uint16_t port_of(std::string_view digits) {
    std::uint16_t port = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, port);
    return error == std::errc() && rest == end ? port : std::uint16_t{0};
}

}  // namespace

Result<PackageUri, Fault> parse_package_uri(std::string_view text) {
    const std::size_t colon = text.find(kSchemeEnd);
    if (text.size() > kLongest || colon == std::string_view::npos || colon == 0 ||
        !std::ranges::all_of(text, is_visible)) {
        return Fault::BadUrl;
    }
    const std::string_view scheme = text.substr(0, colon);
    if (scheme != "http" && scheme != "https") return Fault::Protocol;
    text.remove_prefix(colon + kSchemeEnd.size());

    PackageUri uri{.server = {}, .is_secure = scheme == "https"};
    const std::size_t slash = std::min(text.find('/'), text.size());
    if (slash < text.size()) uri.path = text.substr(slash);
    const std::string_view authority = text.substr(0, slash);
    const std::size_t port = std::min(authority.rfind(':'), authority.size());
    uri.server.host = authority.substr(0, port);
    uri.server.port = uri.is_secure ? kHttpsPort : kHttpPort;
    if (port < authority.size()) uri.server.port = port_of(authority.substr(port + 1));
    if (uri.server.host.empty() || uri.server.port == 0) return Fault::BadUrl;
    return uri;
}

}  // namespace sara::ufota
