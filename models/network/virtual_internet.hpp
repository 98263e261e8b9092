#pragma once

#include "models/network/datagram_service.hpp"
#include "models/network/endpoint.hpp"
#include "models/network/ftp_server.hpp"
#include "models/network/http_server.hpp"
#include "models/network/server_spec.hpp"
#include "models/network/virtual_link.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// A service of the virtual network, and what it has learnt during the run.
struct VirtualServer {
    ServerSpec spec;
    std::string address;
    std::uint16_t port;
    std::optional<HttpServer> http;
    std::optional<FtpServer> ftp;
};

/// Names, addresses and servers of the virtual network.
class VirtualInternet {
 public:
    /// `names` are addresses of names beyond those of the servers.  Throws BadNetwork
    /// for an address that is none.
    VirtualInternet(const std::vector<ServerSpec>& servers,
                    std::map<std::string, std::string> names);

    /// The address of a name; an address is its own.
    std::optional<std::string> address_of(const std::string& name) const;
    std::optional<std::string> name_of(const std::string& address) const;

    /// Who is at that address, whatever he serves; nullptr if nobody is.
    const VirtualServer* find_host(std::string_view address) const;

    /// Who listens there; nullptr if nobody does.
    VirtualServer* find_tcp(std::string_view address, std::uint16_t port);
    const VirtualServer* find_udp(std::string_view address, std::uint16_t port) const;

    /// The server of that name or address, or every one if it is "", has that wrong with it.
    void disturb(const std::string& server, const ServerDisturbance& disturbance);

    /// No name is known any more, or again all are.
    void set_dns_failing(bool failing) { is_dns_failing_ = failing; }

    /// Puts a program behind a UDP port of a name, whose address comes back.
    std::string add_service(const std::string& name, std::uint16_t port, DatagramService& service);

    /// The program at that address; nullptr if there is none.
    DatagramService* find_service(const Endpoint& at) const;

    const std::list<VirtualServer>& servers() const { return servers_; }

 private:
    struct Hosted {
        Endpoint at;
        DatagramService* service;
    };

    std::list<VirtualServer> servers_;
    std::map<std::string, std::string> names_;
    bool is_dns_failing_ = false;
    std::vector<Hosted> services_;
};

/// True for an IPv4 or IPv6 address.
bool is_address(std::string_view text);

/// What every connection of the virtual network needs.
struct VirtualParts {
    VirtualLink& link;
    VirtualInternet& internet;
    sim::Trace& trace;
};

}  // namespace sara::network
