#pragma once

#include "models/lwm2m/campaign_talk.hpp"
#include "models/lwm2m/campaigns.hpp"
#include "models/lwm2m/coap_channel.hpp"
#include "models/lwm2m/server_spec.hpp"
#include "models/network/virtual_network.hpp"
#include "sim/scheduler.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sara::lwm2m {

/// A LwM2M server of the virtual network, which has one module as its client.  It keeps the
/// registration for the lifetime and a grace of 93 s, does its actions while the module is
/// reachable, and runs campaigns.  [R01 2.1; lwm2m 7, 8]
class Server final : private network::DatagramService, private CoapHandler {
 public:
    struct Parts {
        sim::Scheduler& scheduler;
        sim::Trace& trace;
        network::VirtualNetwork& network;
        Campaigns& campaigns;
    };

    Server(const Parts& parts, const LwM2mServerSpec& spec);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// /id, /registered, /registrations, /updates, /endpoint, /objects, /values ...
    nlohmann::json to_json() const;

 private:
    void on_datagram(std::uint16_t from_port, sim::Bytes bytes) override;
    CoapMessage on_request(const CoapMessage& request) override;
    bool on_notification(const CoapMessage& message) override;
    void on_send(const std::vector<std::uint8_t>& bytes) override;

    CoapMessage on_register(const CoapMessage& request);
    CoapMessage on_update(const CoapMessage& request);
    bool is_registered() const;
    bool is_registration(std::string_view path) const;
    void extend(const CoapMessage& request);
    void work();
    void act(const ServerActionSpec& action);
    void start_talk();
    void observe(const std::string& path);
    void heard(const std::string& path, const CoapMessage& message);

    struct Watched {
        std::vector<std::uint8_t> token;
        std::string path;
    };

    Parts parts_;
    LwM2mServerSpec spec_;
    network::Endpoint here_;
    CoapChannel channel_;
    std::optional<CampaignTalk> talk_;  ///< with the module that is registered
    std::uint16_t client_port_ = 0;
    std::string endpoint_;  ///< of the module; empty: never registered
    std::string objects_;   ///< the list that it registered
    std::int64_t lifetime_ = 0;
    sim::Time expires_{};
    int registrations_ = 0;
    int updates_ = 0;
    std::size_t next_action_ = 0;
    std::vector<Watched> watched_;
    std::vector<std::pair<std::string, std::string>> values_;  ///< heard last, by path
    sim::Timer work_;
};

/// All LwM2M servers around a module.
class Servers {
 public:
    /// u-blox's server is there without being declared, and so is one that a campaign needs.
    Servers(const Server::Parts& parts, const std::vector<LwM2mServerSpec>& declared);

    nlohmann::json to_json() const;

 private:
    std::vector<std::unique_ptr<Server>> servers_;
};

}  // namespace sara::lwm2m
