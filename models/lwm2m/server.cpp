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
constexpr std::int64_t kUnsaidLifetime = 86400;

/// The value of "lt" in "lt=60"; nothing if the query has none.
std::optional<std::string> query_of(const CoapMessage& request, std::string_view name) {
    for (const std::string& part : request.texts(CoapOptionNumber::UriQuery)) {
        if (part.starts_with(name) && part[name.size()] == '=') return part.substr(name.size() + 1);
    }
    return std::nullopt;
}

std::string content_of(const CoapMessage& message) {
    return {message.payload.begin(), message.payload.end()};
}

CoapMessage request_to(CoapCode code, std::string_view path) {
    CoapMessage message;
    message.code = code;
    message.add_path(CoapOptionNumber::UriPath, path);
    return message;
}

}  // namespace

Server::Server(const Parts& parts, const LwM2mServerSpec& spec)
    : parts_(parts),
      spec_(spec),
      here_(parts.network.host(spec.name, spec.port, *this)),
      channel_(parts.scheduler, *this),
      work_(parts.scheduler.timer("LwM2M server", [this] { work(); })) {
    std::ranges::stable_sort(spec_.actions, {}, &ServerActionSpec::at);
}

// --- the wire

void Server::on_datagram(std::uint16_t from_port, sim::Bytes bytes) {
    if (!spec_.answers) return;
    if (from_port != client_port_) {  // the module has started anew, or it is another account
        start_talk();
        channel_.change_far_end();
    }
    client_port_ = from_port;
    channel_.on_bytes(bytes);
}

void Server::on_send(const std::vector<std::uint8_t>& bytes) {
    parts_.network.send_datagram(here_, client_port_, bytes);
}

// --- registrations  [OMA 5.3]

CoapMessage Server::on_request(const CoapMessage& request) {
    const std::string path = request.path();
    if (request.code == CoapCode::Post && path == "/rd") return on_register(request);
    if (request.code == CoapCode::Post) return on_update(request);
    if (request.code == CoapCode::Delete && is_registration(path)) {
        expires_ = parts_.scheduler.now();
        watched_.clear();
        channel_.clear();
        talk_.reset();
        return answer_to(request, CoapCode::Deleted);
    }
    return answer_to(request, CoapCode::NotFound);
}

bool Server::is_registered() const {
    return !endpoint_.empty() && parts_.scheduler.now() < expires_;
}

/// It keeps one registration of an endpoint: a new one takes the place of the last.  [OMA 5.3.1]
bool Server::is_registration(std::string_view path) const {
    return is_registered() && path == fmt::format("/rd/{}", registrations_);
}

CoapMessage Server::on_register(const CoapMessage& request) {
    const auto endpoint = query_of(request, "ep");
    if (!spec_.accepts || !endpoint) return answer_to(request, CoapCode::BadRequest);
    endpoint_ = *endpoint;
    lifetime_ = kUnsaidLifetime;
    ++registrations_;
    watched_.clear();
    start_talk();
    extend(request);
    CoapMessage answer = answer_to(request, CoapCode::Created);
    return answer.add_path(CoapOptionNumber::LocationPath, fmt::format("/rd/{}", registrations_));
}

CoapMessage Server::on_update(const CoapMessage& request) {
    if (!is_registration(request.path())) return answer_to(request, CoapCode::NotFound);
    ++updates_;
    extend(request);
    return answer_to(request, CoapCode::Changed);
}

void Server::extend(const CoapMessage& request) {
    if (const auto text = query_of(request, "lt")) {
        std::from_chars(text->data(), text->data() + text->size(), lifetime_);
    }
    if (!request.payload.empty()) objects_ = content_of(request);
    expires_ = parts_.scheduler.now() + std::chrono::seconds(lifetime_) + kGrace;
    work_.restart({});  // when the answer is on its way
}

// --- what the server does while the module is reachable

void Server::work() {
    const sim::Duration now = parts_.scheduler.now().time_since_epoch();
    while (next_action_ < spec_.actions.size() && spec_.actions[next_action_].at <= now) {
        act(spec_.actions[next_action_++]);
    }
    if (talk_ && is_registered()) talk_->on_contact();
}

/// What was said before is forgotten.
void Server::start_talk() {
    channel_.clear();
    talk_.reset();
    if (endpoint_.empty()) return;
    talk_.emplace(
        CampaignTalk::Parts{parts_.scheduler, parts_.trace, channel_, parts_.campaigns, spec_.id},
        endpoint_.substr(endpoint_.rfind(':') + 1));
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
    if (talk_ && talk_->on_notification(message)) return true;
    const auto watched = std::ranges::find(watched_, message.token, &Watched::token);
    if (watched == watched_.end()) return false;
    heard(std::string(watched->path), message);
    return true;
}

/// A value, or the code of an answer that has none.
void Server::heard(const std::string& path, const CoapMessage& message) {
    const bool is_value = message.code == CoapCode::Content;
    const std::string text = is_value ? content_of(message) : text_of(message.code);
    const auto known =
        std::ranges::find(values_, path, &std::pair<std::string, std::string>::first);
    if (known == values_.end()) {
        values_.emplace_back(path, text);
    } else {
        known->second = text;
    }
}

// --- inspection

nlohmann::json Server::to_json() const {
    nlohmann::json values = nlohmann::json::object();
    for (const auto& [path, text] : values_) values[path] = text;
    return {{"id", spec_.id},        {"registered", is_registered()},
            {"endpoint", endpoint_}, {"lifetime", lifetime_},
            {"objects", objects_},   {"registrations", registrations_},
            {"updates", updates_},   {"values", values}};
}

Servers::Servers(const Server::Parts& parts, const std::vector<LwM2mServerSpec>& declared) {
    std::vector<LwM2mServerSpec> all = declared;
    const auto need = [&all](int id, const std::string& name) {
        if (std::ranges::find(all, id, &LwM2mServerSpec::id) != all.end()) return;
        LwM2mServerSpec& added = all.emplace_back();
        added.id = id;
        added.name = name;
    };
    need(kUbloxServer, LwM2mServerSpec{}.name);
    for (const Campaign& campaign : parts.campaigns.all()) {
        need(campaign.spec().server, kOperatorServerHost);
    }
    for (const LwM2mServerSpec& server : all) {
        servers_.push_back(std::make_unique<Server>(parts, server));
    }
}

nlohmann::json Servers::to_json() const {
    nlohmann::json all = nlohmann::json::object();
    for (const auto& server : servers_) {
        nlohmann::json json = server->to_json();
        std::string id = std::to_string(json["id"].get<int>());
        all[std::move(id)] = std::move(json);  // not in one expression: json is moved from first
    }
    return {{"servers", std::move(all)}};
}

}  // namespace sara::lwm2m
