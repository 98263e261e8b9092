#include "models/lwm2m/server.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <memory>
#include <string_view>
#include <utility>

namespace sara::lwm2m {

namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kGrace = 93s;  ///< MAX_TRANSMIT_WAIT  [lwm2m 7]
constexpr std::int64_t kLifetimeIfUnsaid = 86400;
constexpr std::string_view kStatePath = "/5/0/3";
constexpr std::string_view kResultPath = "/5/0/5";
constexpr std::string_view kUriPath = "/5/0/1";
constexpr std::string_view kUpdatePath = "/5/0/2";
constexpr std::string_view kVersionPath = "/3/0/3";

/// The value of "lt" in "lt=60"; nothing if the query has none.
std::optional<std::string> query_of(const CoapMessage& request, std::string_view name) {
    for (const std::string& part : request.texts(CoapOptionNumber::UriQuery)) {
        if (part.starts_with(name) && part[name.size()] == '=') return part.substr(name.size() + 1);
    }
    return std::nullopt;
}

std::string text_in(const CoapMessage& message) {
    return {message.payload.begin(), message.payload.end()};
}

std::string_view name_of(Offer offer) {
    switch (offer) {
        case Offer::None:
            return "none";
        case Offer::Written:
            return "offered";
        case Offer::Downloaded:
            return "downloaded";
        case Offer::Executed:
            return "installing";
        case Offer::Succeeded:
            return "succeeded";
        case Offer::Failed:
            return "failed";
    }
    return "";
}

CoapMessage request_to(CoapCode code, std::string_view path) {
    CoapMessage message;
    message.code = code;
    message.add_path(CoapOptionNumber::UriPath, path);
    return message;
}

}  // namespace

Server::Server(sim::Scheduler& scheduler, network::VirtualNetwork& network,
               const LwM2mServerSpec& spec, std::vector<CampaignSpec> campaigns)
    : scheduler_(scheduler),
      network_(network),
      spec_(spec),
      campaigns_(std::move(campaigns)),
      here_(network.host(spec.name, spec.port, *this)),
      channel_(scheduler, *this),
      work_(scheduler.timer("LwM2M server", [this] { work(); })) {
    std::ranges::stable_sort(spec_.actions, {}, &ServerActionSpec::at);
}

// --- the wire

void Server::on_datagram(std::uint16_t from_port, sim::Bytes bytes) {
    if (!spec_.answers) return;
    if (from_port != client_port_) channel_.clear();  // the module has started anew
    client_port_ = from_port;
    channel_.on_bytes(bytes);
}

void Server::on_send(const std::vector<std::uint8_t>& bytes) {
    network_.send_datagram(here_, client_port_, bytes);
}

// --- registrations  [OMA 5.3]

CoapMessage Server::on_request(const CoapMessage& request) {
    const std::string path = request.path();
    if (request.code == CoapCode::Post && path == "/rd") return on_register(request);
    if (request.code == CoapCode::Post) return on_update(request);
    if (request.code == CoapCode::Delete && is_registered()) {
        expires_ = scheduler_.now();
        watched_.clear();
        return answer_to(request, CoapCode::Deleted);
    }
    return answer_to(request, CoapCode::NotFound);
}

bool Server::is_registered() const {
    return !endpoint_.empty() && scheduler_.now() < expires_;
}

CoapMessage Server::on_register(const CoapMessage& request) {
    const auto endpoint = query_of(request, "ep");
    if (!spec_.accepts || !endpoint) return answer_to(request, CoapCode::BadRequest);
    endpoint_ = *endpoint;
    lifetime_ = kLifetimeIfUnsaid;
    ++registrations_;
    watched_.clear();
    extend(request);
    CoapMessage answer = answer_to(request, CoapCode::Created);
    return answer.add_path(CoapOptionNumber::LocationPath, fmt::format("/rd/{}", registrations_));
}

CoapMessage Server::on_update(const CoapMessage& request) {
    const bool is_known = request.path() == fmt::format("/rd/{}", registrations_);
    if (!is_registered() || !is_known) return answer_to(request, CoapCode::NotFound);
    ++updates_;
    extend(request);
    return answer_to(request, CoapCode::Changed);
}

void Server::extend(const CoapMessage& request) {
    if (const auto text = query_of(request, "lt")) {
        std::from_chars(text->data(), text->data() + text->size(), lifetime_);
    }
    if (!request.payload.empty()) objects_ = text_in(request);
    expires_ = scheduler_.now() + std::chrono::seconds(lifetime_) + kGrace;
    work_.restart({});  // when the answer is on its way
}

// --- what the server does while the module is reachable

void Server::work() {
    const sim::Duration now = scheduler_.now().time_since_epoch();
    while (next_action_ < spec_.actions.size() && spec_.actions[next_action_].at <= now) {
        act(spec_.actions[next_action_++]);
    }
    look_for_campaign();
}

void Server::act(const ServerActionSpec& action) {
    const std::string path = action.path;
    if (action.what == ServerActionKind::Observe) return observe(path);
    const bool reads =
        action.what == ServerActionKind::Read || action.what == ServerActionKind::Cancel;
    const CoapCode code = reads                                    ? CoapCode::Get
                          : action.what == ServerActionKind::Write ? CoapCode::Put
                                                                   : CoapCode::Post;
    CoapMessage request = request_to(code, path);
    if (action.what == ServerActionKind::Cancel) {
        request.add(CoapOptionNumber::Observe, 1U);
        std::erase_if(watched_, [&](const Watched& it) { return it.path == path; });
    }
    if (!reads) request.payload.assign(action.value.begin(), action.value.end());
    channel_.send(std::move(request), [this, path](const CoapMessage* answer) {
        if (answer != nullptr) heard(path, *answer);
    });
}

void Server::observe(const std::string& path) {
    CoapMessage request = request_to(CoapCode::Get, path);
    request.token = token_of(channel_.next_token());
    request.add(CoapOptionNumber::Observe, 0U);
    std::erase_if(watched_, [&](const Watched& it) { return it.path == path; });
    watched_.push_back({request.token, path});
    channel_.send(std::move(request), [this, path](const CoapMessage* answer) {
        if (answer != nullptr) heard(path, *answer);
    });
}

bool Server::on_notification(const CoapMessage& message) {
    const auto watched = std::ranges::find(watched_, message.token, &Watched::token);
    if (watched == watched_.end()) return false;
    heard(std::string(watched->path), message);
    return true;
}

/// A value, or the code of an answer that has none.
void Server::heard(const std::string& path, const CoapMessage& message) {
    const bool is_value = message.code == CoapCode::Content;
    const std::string text = is_value ? text_in(message) : text_of(message.code);
    const auto known =
        std::ranges::find(values_, path, &std::pair<std::string, std::string>::first);
    if (known == values_.end()) {
        values_.emplace_back(path, text);
    } else {
        known->second = text;
    }
    if (!is_value || campaign_ == nullptr) return;
    if (path == kStatePath && text == "2" && offer_ == Offer::Written) {
        offer_ = Offer::Downloaded;
        execute_update();
    }
    const bool is_over = path == kResultPath && text != "0" &&
                         (offer_ == Offer::Written || offer_ == Offer::Executed);
    if (!is_over) return;
    result_ = text;
    offer_ = text == "1" ? Offer::Succeeded : Offer::Failed;
}

// --- campaigns  [R01 2.1]

void Server::look_for_campaign() {
    if (campaigns_.empty()) return;
    if (campaign_ != nullptr) {
        // The module's observations end with its boot: they are made again.  [R01 2.1]
        observe(std::string(kStatePath));
        observe(std::string(kResultPath));
        return;
    }
    channel_.send(request_to(CoapCode::Get, kVersionPath), [this](const CoapMessage* answer) {
        if (answer != nullptr && answer->code == CoapCode::Content) offer(text_in(*answer));
    });
}

bool Server::is_for_module(const CampaignSpec& campaign, const std::string& version) const {
    const sim::Duration now = scheduler_.now().time_since_epoch();
    const std::string imei = endpoint_.substr(endpoint_.rfind(':') + 1);
    const bool is_on = now >= campaign.from && (!campaign.until || now < *campaign.until);
    const bool is_listed =
        campaign.imeis.empty() || std::ranges::find(campaign.imeis, imei) != campaign.imeis.end();
    const bool is_tested = std::ranges::find(campaign.test, imei) != campaign.test.end();
    const bool has_version = campaign.from_version.empty() || campaign.from_version == version;
    return is_on && has_version && (campaign.approved ? is_listed || is_tested : is_tested);
}

void Server::offer(const std::string& version) {
    const auto campaign = std::ranges::find_if(
        campaigns_, [&](const CampaignSpec& it) { return is_for_module(it, version); });
    if (campaign == campaigns_.end()) return;
    campaign_ = &*campaign;
    observe(std::string(kStatePath));
    observe(std::string(kResultPath));
    CoapMessage write = request_to(CoapCode::Put, kUriPath);
    const std::string uri = content_uri(*campaign_);
    write.payload.assign(uri.begin(), uri.end());
    channel_.send(std::move(write), [this](const CoapMessage* answer) {
        if (answer != nullptr && answer->is_success()) offer_ = Offer::Written;
        if (answer == nullptr || !answer->is_success()) campaign_ = nullptr;  // at the next update
    });
}

void Server::execute_update() {
    channel_.send(request_to(CoapCode::Post, kUpdatePath), [this](const CoapMessage* answer) {
        if (answer != nullptr && answer->is_success()) offer_ = Offer::Executed;
    });
}

// --- inspection

nlohmann::json Server::to_json() const {
    nlohmann::json values = nlohmann::json::object();
    for (const auto& [path, text] : values_) values[path] = text;
    nlohmann::json json = {{"id", spec_.id},
                           {"registered", is_registered()},
                           {"endpoint", endpoint_},
                           {"lifetime", lifetime_},
                           {"objects", objects_},
                           {"registrations", registrations_},
                           {"updates", updates_},
                           {"values", values},
                           {"campaign", name_of(offer_)}};
    if (!result_.empty()) json["result"] = result_;
    return json;
}

Servers::Servers(sim::Scheduler& scheduler, network::VirtualNetwork& network,
                 const LwM2mSpec& spec) {
    std::vector<LwM2mServerSpec> all = spec.servers;
    if (std::ranges::find(all, kUfotaServerId, &LwM2mServerSpec::id) == all.end()) {
        all.insert(all.begin(), LwM2mServerSpec{});
    }
    for (const LwM2mServerSpec& server : all) {
        std::vector<CampaignSpec> campaigns;
        std::ranges::copy_if(spec.campaigns, std::back_inserter(campaigns),
                             [&](const CampaignSpec& it) { return it.server == server.id; });
        servers_.push_back(
            std::make_unique<Server>(scheduler, network, server, std::move(campaigns)));
    }
}

nlohmann::json Servers::to_json() const {
    nlohmann::json all = nlohmann::json::object();
    for (const auto& server : servers_) {
        nlohmann::json json = server->to_json();
        all[std::to_string(json["id"].get<int>())] = std::move(json);
    }
    return {{"servers", std::move(all)}};
}

}  // namespace sara::lwm2m
