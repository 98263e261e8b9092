#pragma once

#include "sim/time.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::lwm2m {

enum class PackageScheme : std::uint8_t { Http, Https };

/// Short ID of u-blox's own server.  [R01 2.5]
inline constexpr int kUbloxServer = 721;

/// A campaign as it was requested and approved: which modules get which package, and when.
/// [R01 2.7; firmware-update 2.10]
struct CampaignSpec {
    std::string name = {};
    int server = kUbloxServer;                 ///< short ID of who offers it
    std::string package = {};                  ///< of the "packages" section
    std::string product = {};                  ///< type number; empty: any
    std::string from = {};                     ///< "<modem>,<app>"; empty: any but `to`
    std::string to = {};                       ///< whoever has it is left alone
    std::vector<std::string> imeis = {};       ///< or "first-last"; empty: all modules
    std::vector<std::string> test_imeis = {};  ///< first these, then the others  [R01 2.7.4]
    sim::Duration approval{};                  ///< end of the test to the final campaign
    sim::Duration start{};
    std::optional<sim::Duration> end = {};
    PackageScheme scheme = PackageScheme::Http;
    std::string uri = {};  ///< of the package; empty: at u-blox's content server

    /// True if the module of that IMEI is one of those that it is for.
    bool is_for(std::string_view imei) const;

    /// Path of the package at u-blox's content server.
    std::string path() const { return "/" + name + ".upd"; }

    bool is_secure() const { return scheme == PackageScheme::Https; }

    /// What the server writes to /5/0/1.
    std::string package_uri() const;
};

/// Where u-blox keeps packages: port 80, or 443 for HTTPS.  [R01 2.8.1]
inline constexpr const char* kContentServer = "ucsphttpcontent.services.u-blox.com";

}  // namespace sara::lwm2m

template <>
struct sara::sim::Names<sara::lwm2m::PackageScheme> {
    static constexpr auto kTable = std::to_array<Named<sara::lwm2m::PackageScheme>>({
        {"http", sara::lwm2m::PackageScheme::Http},
        {"https", sara::lwm2m::PackageScheme::Https},
    });
};

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::lwm2m::CampaignSpec>();
