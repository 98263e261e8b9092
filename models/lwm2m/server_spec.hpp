#pragma once

#include "models/lwm2m/campaign_spec.hpp"
#include "sim/time.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sara::lwm2m {

enum class ServerActionKind : std::uint8_t { Read, Write, Execute, Observe, Cancel };

/// What a server does with a resource when it can reach the module.
struct ServerActionSpec {
    sim::Duration at{};  ///< at the first registration or update from here on
    ServerActionKind what = ServerActionKind::Read;
    std::string path;
    std::string value;  ///< of Write, as text; arguments of Execute
};

/// Where an operator's server is that a campaign needs and nobody declared.  [assumed]
inline constexpr const char* kOperatorServerHost = "lwm2m.mno.example";

/// A LwM2M server of the virtual network.
struct LwM2mServerSpec {
    int id = kUbloxServer;  ///< short server ID
    std::string name = "ucsplwm2m.services.u-blox.com";
    std::uint16_t port = 5684;
    bool accepts = true;  ///< registrations; else 4.00
    bool answers = true;  ///< anything at all
    std::vector<ServerActionSpec> actions;
};

/// "lwm2m": servers and campaigns.  u-blox's own server is there without being declared.
struct LwM2mSpec {
    std::vector<LwM2mServerSpec> servers;
    std::vector<CampaignSpec> campaigns;
};

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
const sara::sim::Shape& sara::sim::shape_of<sara::lwm2m::LwM2mSpec>();
