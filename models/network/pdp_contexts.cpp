#include "models/network/pdp_contexts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sara::network {

namespace {

struct NamedType {
    PdpType type;
    std::string_view name;
};
constexpr auto kTypes = std::to_array<NamedType>({
    {PdpType::Ip, "IP"},
    {PdpType::Ipv6, "IPV6"},
    {PdpType::Ipv4v6, "IPV4V6"},
    {PdpType::NonIp, "NONIP"},
});

// The network's own APN for those that ask for none.  [assumed]
constexpr std::string_view kDefaultApn = "internet";

std::string context_key(int cid) {
    return fmt::format("+CGDCONT {}", cid);
}

std::string to_text(const PdpDefinition& definition) {
    return fmt::format("{},{}", name_of(definition.type), definition.apn);
}

std::optional<PdpDefinition> definition_of(std::string_view text) {
    const std::size_t comma = text.find(',');
    const auto type = pdp_type_of(text.substr(0, comma));
    if (!type || comma == text.npos) return std::nullopt;
    return PdpDefinition{*type, std::string(text.substr(comma + 1))};
}

// "internet" becomes "internet.mnc001.mcc001.gprs".  [AD 13]
std::string with_suffix(std::string_view apn, std::string_view plmn) {
    return fmt::format("{}.mnc{:0>3}.mcc{}.gprs", apn.empty() ? kDefaultApn : apn, plmn.substr(3),
                       plmn.substr(0, 3));
}

// What is left of the type asked for; nothing if that is nothing.
std::optional<PdpType> granted_type(PdpType wanted, const PdnGrant& grant) {
    switch (wanted) {
        case PdpType::Ip:
            return grant.v4 ? std::optional(PdpType::Ip) : std::nullopt;
        case PdpType::Ipv6:
            return grant.v6 ? std::optional(PdpType::Ipv6) : std::nullopt;
        case PdpType::NonIp:
            return PdpType::NonIp;
        case PdpType::Ipv4v6:
            if (grant.v4 && grant.v6) return PdpType::Ipv4v6;
            if (grant.v4) return PdpType::Ip;
            return grant.v6 ? std::optional(PdpType::Ipv6) : std::nullopt;
    }
    return std::nullopt;
}

void keep_only(PdpType type, PdnGrant& grant) {
    const bool has_v4 = type == PdpType::Ip || type == PdpType::Ipv4v6;
    const bool has_v6 = type == PdpType::Ipv6 || type == PdpType::Ipv4v6;
    if (!has_v4) grant.v4.reset();
    if (!has_v6) grant.v6.reset();
    std::erase_if(grant.dns,
                  [&](const Address& server) { return server.is_v6() ? !has_v6 : !has_v4; });
}

}  // namespace

std::string_view name_of(PdpType type) {
    return std::ranges::find(kTypes, type, &NamedType::type)->name;
}

std::optional<PdpType> pdp_type_of(std::string_view name) {
    const auto found = std::ranges::find(kTypes, name, &NamedType::name);
    return found == kTypes.end() ? std::nullopt : std::optional(found->type);
}

PdpContexts::PdpContexts(Radio& radio, Registration& registration, storage::Nvm& nvm)
    : radio_(radio), registration_(registration), nvm_(nvm) {
    definitions_[kInitial] = factory_definition();
    for (int cid = 0; cid < kContexts; ++cid) {
        const auto stored = nvm_.get(context_key(cid));
        const auto definition = stored ? definition_of(*stored) : std::nullopt;
        if (definition) definitions_[cid] = *definition;
    }
    registration_.listeners().add(*this);
    radio_.add(*this);
}

PdpContexts::~PdpContexts() {
    radio_.remove(*this);
    registration_.listeners().remove(*this);
}

// --- definitions

std::optional<PdpFault> PdpContexts::define(int cid, const PdpDefinition& definition) {
    const auto known = definitions_.find(cid);
    const bool is_same = known != definitions_.end() && known->second == definition;
    if (connection(cid) != nullptr) {
        return is_same ? std::nullopt : std::optional(PdpFault::IsActive);
    }
    definitions_[cid] = definition;
    nvm_.set(context_key(cid), to_text(definition));
    return std::nullopt;
}

// An undefined cid 1 is what the factory made it: an attach needs one.
std::optional<PdpFault> PdpContexts::undefine(int cid) {
    if (connection(cid) != nullptr) return PdpFault::IsActive;
    definitions_.erase(cid);
    if (cid == kInitial) definitions_[cid] = factory_definition();
    if (nvm_.get(context_key(cid))) nvm_.erase(context_key(cid));
    return std::nullopt;
}

// --- connections

const PdpConnection* PdpContexts::connection(int cid) const {
    const auto found = connections_.find(cid);
    return found == connections_.end() ? nullptr : &found->second;
}

std::vector<int> PdpContexts::active() const {
    std::vector<int> cids;
    for (const auto& [cid, connection] : connections_) cids.push_back(cid);
    return cids;
}

std::optional<PdpFault> PdpContexts::activate(int cid) {
    const auto definition = definitions_.find(cid);
    if (definition == definitions_.end()) return PdpFault::NotDefined;
    if (connection(cid) != nullptr) return std::nullopt;
    if (!registration_.is_registered()) return PdpFault::NotAttached;
    if (connections_.size() >= kMaxActive) return PdpFault::TooMany;
    registration_.on_traffic();
    return connect(cid, definition->second);
}

std::optional<PdpFault> PdpContexts::connect(int cid, const PdpDefinition& definition) {
    PdnGrant grant = radio_.connect(cid);
    const auto type = granted_type(definition.type, grant);
    if (!type) return PdpFault::TypeRefused;
    keep_only(*type, grant);
    const std::string& plmn = registration_.cell()->plmn;
    connections_[cid] = {*type, with_suffix(definition.apn, plmn), std::move(grant)};
    listeners_.tell(&ContextListener::on_context_up, cid);
    return std::nullopt;
}

std::optional<PdpFault> PdpContexts::deactivate(int cid) {
    if (!definitions_.contains(cid)) return PdpFault::NotDefined;
    if (connection(cid) == nullptr) return std::nullopt;
    if (connections_.size() == 1) return PdpFault::LastConnection;
    registration_.on_traffic();
    drop(cid, ContextEnd::ByModule);
    return std::nullopt;
}

void PdpContexts::drop(int cid, ContextEnd how) {
    if (connections_.erase(cid) > 0) listeners_.tell(&ContextListener::on_context_down, cid, how);
}

// --- what the network does

void PdpContexts::on_attached(bool resumed) {
    if (!resumed) connect(kInitial, definitions_.at(kInitial));
}

void PdpContexts::on_detached(DetachedBy /*by*/) {
    for (const int cid : active()) drop(cid, ContextEnd::WithDetach);
}

void PdpContexts::on_network_deactivation(int cid) {
    drop(cid, ContextEnd::ByNetwork);
}

}  // namespace sara::network
