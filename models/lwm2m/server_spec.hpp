#pragma once

#include "sim/time.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sara::lwm2m {

inline constexpr int kUfotaServerId = 721;  ///< [R01 2.5]

enum class ServerActionKind : std::uint8_t { Read, Write, Execute, Observe, Cancel };

/// What a server does with a resource when it can reach the module.
struct ServerActionSpec {
    sim::Duration at{};  ///< at the first registration or update from here on
    ServerActionKind what = ServerActionKind::Read;
    std::string path;
    std::string value;  ///< of Write, as text; arguments of Execute
};

/// A LwM2M server of the virtual network.
struct LwM2mServerSpec {
    int id = kUfotaServerId;  ///< short server ID
    std::string name = "ucsplwm2m.services.u-blox.com";
    std::uint16_t port = 5684;
    bool accepts = true;  ///< registrations; else 4.00
    bool answers = true;  ///< anything at all
    std::vector<ServerActionSpec> actions;
};

/// A firmware package offered to modules.  [R01 2.1]
struct CampaignSpec {
    int server = kUfotaServerId;
    std::string package;             ///< of the "packages" section
    std::string from_version;        ///< "<modem>,<app>" as /3/0/3 has it; empty: any
    std::vector<std::string> imeis;  ///< empty: all
    std::vector<std::string> test;   ///< IMEIs that get it before it is approved
    bool approved = true;
    bool https = false;
    sim::Duration from{};
    std::optional<sim::Duration> until;
};

/// "lwm2m": servers and campaigns.  u-blox's own server is there without being declared.
struct LwM2mSpec {
    std::vector<LwM2mServerSpec> servers;
    std::vector<CampaignSpec> campaigns;
};

/// Where campaigns' packages are served.  [R01 2.8.1]
inline constexpr const char* kContentHost = "ucsphttpcontent.services.u-blox.com";

/// Path of a campaign's package on that host.
std::string content_path(const CampaignSpec& campaign);

/// What the server writes to /5/0/1.
std::string content_uri(const CampaignSpec& campaign);

}  // namespace sara::lwm2m

template <>
struct sara::sim::Names<sara::lwm2m::ServerActionKind> {
    static constexpr auto kTable = std::to_array<Named<sara::lwm2m::ServerActionKind>>({
        {"read", sara::lwm2m::ServerActionKind::Read},
        {"write", sara::lwm2m::ServerActionKind::Write},
        {"execute", sara::lwm2m::ServerActionKind::Execute},
        {"observe", sara::lwm2m::ServerActionKind::Observe},
        {"cancel", sara::lwm2m::ServerActionKind::Cancel},
    });
};

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::lwm2m::ServerActionSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::lwm2m::LwM2mServerSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::lwm2m::CampaignSpec>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::lwm2m::LwM2mSpec>();
