#include "models/lwm2m/client.hpp"

#include "models/network/mno_profiles.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr std::uint16_t kServers = 1;
constexpr std::uint16_t kShortServerId = 0;
constexpr std::uint16_t kUpdateTrigger = 8;

// Profiles in which the client never starts.  [lwm2m 1; ADG 6.6]
constexpr std::array kProfilesWithout = {0, 201};

/// Keys that servers were given: a registration works without the secure data suite then.
/// [security 4]
constexpr std::string_view kPskCached = "+USECMODE psk";

}  // namespace

Client::Client(const ClientParts& parts, network::Registration& registration,
               network::PdpContexts& contexts, storage::Storage& storage, Settings settings)
    : parts_(parts),
      registration_(registration),
      contexts_(contexts),
      storage_(storage),
      nvm_(storage.nvm),
      is_off_(storage.nvm.get("+ULWM2M") == "1"),
      settings_(std::move(settings)),
      account_settings_{"urn:imei:" + settings_.imei, settings_.update_margin},
      start_(parts.scheduler.timer("LwM2M client", [this] { start(); })) {
    parts_.tree.listeners().add(*this);
    contexts_.listeners().add(*this);
    registration_.listeners().add(*this);
    // A boot with the client off is the end of the keys.  [security 4]
    if (is_off_ && nvm_.get(kPskCached)) nvm_.erase(kPskCached);
    storage_.flash().take_cost();
}

Client::~Client() {
    registration_.listeners().remove(*this);
    contexts_.listeners().remove(*this);
    parts_.tree.listeners().remove(*this);
}

// --- the start

bool Client::is_allowed() const {
    if (is_off_) return false;
    return std::ranges::find(kProfilesWithout, network::applied_profile(nvm_).id) ==
           kProfilesWithout.end();
}

void Client::on_context_up(int /*cid*/) {
    start_.restart({});
}

void Client::on_attached(bool /*resumed*/) {
    start_.restart({});
}

void Client::start() {
    if (!is_allowed() || !registration_.is_attached() || contexts_.active().empty()) return;
    if (accounts_.empty()) {
        read_accounts();
        listeners_.tell(&ClientListener::on_client_started);
    }
    for (const auto& account : accounts_) {
        const auto status = account->status();
        const bool is_idle = status == RegistrationStatus::Deregistered;
        if (is_idle || status == RegistrationStatus::Failed) account->network_found();
    }
}

void Client::read_accounts() {
    const auto instances = parts_.tree.list(Path{.object = kServers});
    if (!instances) return;
    for (Path path : *instances) {
        if (!path.instance) continue;
        const std::uint16_t instance = *path.instance;
        path.resource = kShortServerId;
        const auto items = parts_.tree.read(path, Requester{});
        const auto* id =
            items && !items->empty() ? std::get_if<std::int64_t>(&items->front().value) : nullptr;
        if (id == nullptr) continue;
        const auto uri = settings_.uris.find(static_cast<int>(*id));
        if (uri == settings_.uris.end()) continue;  // an account without URI  [lwm2m 4.1]
        const ServerAccount account{uri->first, instance, uri->second};
        RegistrationWatcher& watcher = *this;
        accounts_.push_back(std::make_unique<Account>(parts_, account_settings_, account, watcher));
    }
}

// --- the host

Account* Client::find(int server) const {
    const auto found = std::ranges::find_if(
        accounts_, [&](const auto& account) { return account->identity().server == server; });
    return found == accounts_.end() ? nullptr : found->get();
}

bool Client::register_with(int server) {
    Account* account = find(server);
    if (account == nullptr) return false;
    account->register_wanted();
    return true;
}

bool Client::deregister_from(int server) {
    Account* account = find(server);
    if (account == nullptr) return false;
    account->deregister_wanted();
    return true;
}

std::vector<ServerStatus> Client::servers() const {
    std::vector<ServerStatus> all;
    for (const auto& account : accounts_) {
        all.push_back({account->identity().server, account->status(), account->time_to_update()});
    }
    return all;
}

bool Client::is_busy() const {
    return std::ranges::any_of(accounts_, [](const auto& account) { return account->is_busy(); });
}

std::size_t Client::traffic_bytes() const {
    std::size_t bytes = 0;
    for (const auto& account : accounts_) bytes += account->traffic_bytes();
    return bytes;
}

// --- what accounts say

void Client::on_status(int server, int status) {
    listeners_.tell(&ClientListener::on_registration_status, server, status);
}

void Client::on_notified(int server, const Path& path) {
    listeners_.tell(&ClientListener::on_notified, server, path);
}

void Client::on_traffic(std::size_t /*sent_bytes*/, std::size_t /*received_bytes*/) {
    if (registration_.is_registered()) registration_.on_traffic();
}

std::string Client::local_address() const {
    const std::vector<int> active = contexts_.active();
    if (active.empty()) return {};
    const network::PdnGrant& grant = contexts_.connection(active.front())->grant;
    if (grant.v4) return grant.v4->text();
    return grant.v6 ? grant.v6->text() : std::string();
}

bool Client::may_connect() {
    const bool is_suite_on = nvm_.get("+USECMODE").value_or("1") != "0";
    const bool is_cached = nvm_.get(kPskCached).has_value();
    if (is_suite_on && !is_cached) nvm_.set(kPskCached, "1");
    storage_.flash().take_cost();  // no command waits for this write
    return is_suite_on || is_cached;
}

// --- what the tree says

void Client::on_value_changed(const Path& path) {
    for (const auto& account : accounts_) account->on_value_changed(path);
}

void Client::on_instances_changed() {
    for (const auto& account : accounts_) account->update_due(true);
}

void Client::on_executed(const Path& path) {
    if (path.object != kServers || path.resource != kUpdateTrigger) return;
    for (const auto& account : accounts_) {
        if (account->identity().instance == path.instance) account->update_due(false);
    }
}

}  // namespace sara::lwm2m
