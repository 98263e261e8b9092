#pragma once

#include "models/network/endpoint.hpp"
#include "models/result.hpp"
#include "models/ufota/fault.hpp"

#include <string>
#include <string_view>

namespace sara::ufota {

/// Where a package lies: an absolute URL of HTTP or HTTPS.  [R01 2.1; lwm2m 5]
struct PackageUri {
    network::Endpoint server;  ///< port 80 or 443 where the URL names none
    std::string path = "/";
    bool is_secure = false;
};

/// Reads a URL of at most 255 characters.  Errors: BadUrl, and Protocol for another scheme.
Result<PackageUri, Fault> parse_package_uri(std::string_view text);

}  // namespace sara::ufota
