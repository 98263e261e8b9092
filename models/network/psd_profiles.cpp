#include "models/network/psd_profiles.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace sara::network {

namespace {

std::string profile_key(int number) {
    return fmt::format("+UPSD {}", number);
}

std::string text_of(const std::optional<Address>& address) {
    return address ? address->text() : std::string();
}

std::string to_text(const PsdProfile& profile) {
    return nlohmann::json{{"type", static_cast<int>(profile.type)},
                          {"apn", profile.apn},
                          {"dns1", text_of(profile.dns1)},
                          {"dns2", text_of(profile.dns2)},
                          {"cid", profile.cid}}
        .dump();
}

std::optional<PsdProfile> profile_of(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    PsdProfile profile;
    profile.type = static_cast<PsdType>(json.value("type", 0));
    profile.apn = json.value("apn", std::string());
    profile.dns1 = Address::parse(json.value("dns1", std::string()));
    profile.dns2 = Address::parse(json.value("dns2", std::string()));
    profile.cid = json.value("cid", PdpContexts::kInitial);
    return profile;
}

}  // namespace

PsdProfiles::PsdProfiles(PdpContexts& contexts, Registration& registration, storage::Nvm& nvm,
                         products::Generation generation)
    : contexts_(contexts), registration_(registration), nvm_(nvm), generation_(generation) {
    for (int number = 0; number < kProfiles; ++number) load(number);
    contexts_.listeners().add(*this);
}

PsdProfiles::~PsdProfiles() {
    contexts_.listeners().remove(*this);
}

// A fresh 01B has the type of the factory's cid 1, a 00B plain IPv4.  [module-behaviour 6.3]
PsdProfile PsdProfiles::factory_profile() const {
    PsdProfile profile;
    if (generation_ == products::Generation::B01) profile.type = PsdType::V4v6PrefersV4;
    return profile;
}

std::optional<PsdFault> PsdProfiles::change(int number, const PsdProfile& profile) {
    if (is_active(number)) return PsdFault::IsActive;
    profiles_[index(number)] = profile;
    return std::nullopt;
}

void PsdProfiles::reset(int number) {
    profiles_[index(number)] = factory_profile();
}

std::optional<PsdFault> PsdProfiles::save(int number) {
    const bool saved = nvm_.set(profile_key(number), to_text(profile(number)));
    return saved ? std::nullopt : std::optional(PsdFault::NotStored);
}

void PsdProfiles::load(int number) {
    const auto stored = nvm_.get(profile_key(number));
    const auto profile = stored ? profile_of(*stored) : std::nullopt;
    profiles_[index(number)] = profile.value_or(factory_profile());
}

// --- up and down

/// 00B compares the profile with the type that was set for the context, 01B with the one read back
/// after attach.  [IP 2.3.1]
bool PsdProfiles::matches(const PsdProfile& profile) const {
    const auto defined = contexts_.definitions().find(profile.cid);
    const PdpConnection* connection = contexts_.connection(profile.cid);
    if (defined == contexts_.definitions().end() || connection == nullptr) return false;
    const bool reads_back = generation_ == products::Generation::B01;
    switch (reads_back ? connection->type : defined->second.type) {
        case PdpType::Ip:
            return profile.type == PsdType::V4;
        case PdpType::Ipv6:
            return profile.type == PsdType::V6;
        case PdpType::Ipv4v6:
            return profile.type == PsdType::V4v6PrefersV4 || profile.type == PsdType::V4v6PrefersV6;
        case PdpType::NonIp:
            break;
    }
    return false;
}

std::optional<PsdFault> PsdProfiles::activate(int number) {
    if (active_) return PsdFault::IsActive;
    const PsdProfile& wanted = profile(number);
    if (contexts_.activate(wanted.cid)) return PsdFault::NoConnection;
    if (!matches(wanted)) return PsdFault::TypeMismatch;
    registration_.on_traffic();
    active_ = number;
    take_dns(wanted);
    listeners_.tell(&PacketListener::on_packets_up);
    return std::nullopt;
}

// Those set by the host go before those of the network.
void PsdProfiles::take_dns(const PsdProfile& profile) {
    dns_.clear();
    for (const auto& server : {profile.dns1, profile.dns2}) {
        if (server) dns_.push_back(*server);
    }
    std::ranges::copy(contexts_.connection(profile.cid)->grant.dns, std::back_inserter(dns_));
}

bool PsdProfiles::deactivate(int number) {
    if (!is_active(number)) return false;
    active_.reset();
    dns_.clear();
    listeners_.tell(&PacketListener::on_packets_down);
    return true;
}

void PsdProfiles::on_context_down(int cid, ContextEnd /*how*/) {
    if (!active_ || profile(*active_).cid != cid) return;
    const int lost = *active_;
    deactivate(lost);
    profile_listeners_.tell(&PsdListener::on_profile_lost, lost);
}

// --- PacketService

bool PsdProfiles::has_coverage() const {
    return is_up() && registration_.is_registered();
}

std::optional<Address> PsdProfiles::address() const {
    if (!active_) return std::nullopt;
    const PsdProfile& up = profile(*active_);
    const PdnGrant& grant = contexts_.connection(up.cid)->grant;
    const bool prefers_v6 = up.type == PsdType::V6 || up.type == PsdType::V4v6PrefersV6;
    if (prefers_v6 && grant.v6) return grant.v6;
    return grant.v4 ? grant.v4 : grant.v6;
}

PsdProfiles::Traffic& PsdProfiles::traffic_of(int cid) {
    const auto known = std::ranges::find(traffic_, cid, &Traffic::cid);
    if (known != traffic_.end()) return *known;
    return traffic_.emplace_back(Traffic{.cid = cid});
}

void PsdProfiles::on_traffic(std::uint64_t sent_bytes, std::uint64_t received_bytes) {
    if (!active_) return;
    registration_.on_traffic();
    Traffic& traffic = traffic_of(profile(*active_).cid);
    traffic.sent += sent_bytes;
    traffic.received += received_bytes;
    traffic.total_sent += sent_bytes;
    traffic.total_received += received_bytes;
}

void PsdProfiles::set_traffic(int cid, std::uint64_t total_sent, std::uint64_t total_received) {
    Traffic& traffic = traffic_of(cid);
    traffic.total_sent = total_sent;
    traffic.total_received = total_received;
}

}  // namespace sara::network
