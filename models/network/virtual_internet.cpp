#include "models/network/virtual_internet.hpp"

#include "models/network/address.hpp"
#include "models/network/virtual_radio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sara::network {

bool is_address(std::string_view text) {
    return Address::parse(text).has_value();
}

namespace {

/// Servers without an address get one of the range for documentation.  [RFC 5737]
std::string address_for(const ServerSpec& spec, std::size_t index) {
    if (spec.address.empty()) return fmt::format("203.0.113.{}", index + 1);
    if (is_address(spec.address)) return spec.address;
    throw BadNetwork(fmt::format("\"{}\" is no address", spec.address));
}

}  // namespace

VirtualInternet::VirtualInternet(const std::vector<ServerSpec>& servers,
                                 std::map<std::string, std::string> names)
    : names_(std::move(names)) {
    for (const auto& [name, address] : names_) {
        if (!is_address(address)) {
            throw BadNetwork(fmt::format("\"{}\" is no address", address));
        }
    }
    for (const ServerSpec& spec : servers) {
        VirtualServer& server = servers_.emplace_back();
        server.spec = spec;
        server.address = address_for(spec, servers_.size() - 1);
        server.port = spec.listening_port();
        if (spec.http) server.http.emplace(*spec.http);
        if (spec.ftp) server.ftp.emplace(*spec.ftp);
        if (!spec.name.empty()) names_.emplace(spec.name, server.address);
    }
}

std::optional<std::string> VirtualInternet::address_of(const std::string& name) const {
    if (is_address(name)) return name;
    const auto found = names_.find(name);
    if (is_dns_failing_ || found == names_.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string> VirtualInternet::name_of(const std::string& address) const {
    const auto found =
        std::ranges::find_if(names_, [&](const auto& entry) { return entry.second == address; });
    if (is_dns_failing_ || found == names_.end()) return std::nullopt;
    return found->first;
}

void VirtualInternet::disturb(const std::string& server, const ServerDisturbance& disturbance) {
    for (VirtualServer& candidate : servers_) {
        const bool is_meant =
            server.empty() || candidate.spec.name == server || candidate.address == server;
        if (!is_meant) continue;
        if (candidate.http) candidate.http->disturb(disturbance);
        if (candidate.ftp) candidate.ftp->disturb(disturbance);
    }
}

const VirtualServer* VirtualInternet::find_host(std::string_view address) const {
    const auto found = std::ranges::find(servers_, address, &VirtualServer::address);
    return found == servers_.end() ? nullptr : &*found;
}

VirtualServer* VirtualInternet::find_tcp(std::string_view address, std::uint16_t port) {
    const auto found = std::ranges::find_if(servers_, [&](const VirtualServer& server) {
        return server.address == address && server.port == port && !server.spec.udp_echo &&
               !server.spec.caller;
    });
    return found == servers_.end() ? nullptr : &*found;
}

std::string VirtualInternet::add_service(const std::string& name, std::uint16_t port,
                                         DatagramService& service) {
    // Programs live in a range of their own, so that declared servers keep their addresses.
    const auto address = names_.emplace(name, fmt::format("198.51.100.{}", services_.size() + 1));
    services_.push_back({{address.first->second, port}, &service});
    return address.first->second;
}

DatagramService* VirtualInternet::find_service(const Endpoint& at) const {
    const auto found = std::ranges::find(services_, at, &Hosted::at);
    return found == services_.end() ? nullptr : found->service;
}

const VirtualServer* VirtualInternet::find_udp(std::string_view address, std::uint16_t port) const {
    const auto found = std::ranges::find_if(servers_, [&](const VirtualServer& server) {
        return server.address == address && server.port == port && server.spec.udp_echo;
    });
    return found == servers_.end() ? nullptr : &*found;
}

}  // namespace sara::network
