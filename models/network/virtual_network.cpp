#include "models/network/virtual_network.hpp"

#include "models/network/virtual_acceptor.hpp"
#include "models/network/virtual_datagrams.hpp"
#include "models/network/virtual_dial.hpp"
#include "models/network/virtual_ftp.hpp"
#include "models/network/virtual_http.hpp"
#include "models/network/virtual_query.hpp"
#include "models/network/virtual_stream.hpp"

#include <utility>

namespace sara::network {

namespace {

constexpr std::size_t kIpHeaders = 28;  ///< IPv4 and ICMP
constexpr int kHops = 12;               ///< to any server  [assumed]
constexpr int kUsualHopLimit = 64;      ///< a server's answer starts with it  [RFC 1700]

}  // namespace

VirtualNetwork::VirtualNetwork(const sim::KernelView& kernel, Radio& radio, const LinkSpec& link,
                               const std::vector<ServerSpec>& servers,
                               const std::map<std::string, std::string>& names)
    : radio_(radio),
      link_(kernel.scheduler, link, kernel.seed.stream("network")),
      internet_(servers, names),
      parts_{link_, internet_, kernel.trace} {
    radio_.add(*this);
    follow_radio();
}

VirtualNetwork::~VirtualNetwork() {
    radio_.remove(*this);
}

void VirtualNetwork::follow_radio() {
    link_.set_up(radio_.has_service() && !radio_.cells().empty());
}

void VirtualNetwork::note_unknown(const std::string& what) const {
    parts_.trace.emit(sim::RecordKind::Note, "network",
                      {{"dns", what}, {"outcome", name_of(Error::UnknownHost)}});
}

std::unique_ptr<Query> VirtualNetwork::resolve(const std::string& name, Resolved answer) {
    return std::make_unique<VirtualQuery>(
        link_, kDnsBytes, Delivery::InOrder,
        [this, name, answer = std::move(answer)](VirtualQuery& query) {
            const auto address = internet_.address_of(name);
            if (!address) note_unknown(name);
            query.answer(kDnsBytes, [address, answer] {
                answer(address ? Result<std::string, Error>(*address) : Error::UnknownHost);
            });
        });
}

std::unique_ptr<Query> VirtualNetwork::resolve_address(const std::string& address,
                                                       Resolved answer) {
    return std::make_unique<VirtualQuery>(
        link_, kDnsBytes, Delivery::InOrder,
        [this, address, answer = std::move(answer)](VirtualQuery& query) {
            const auto name = internet_.name_of(address);
            if (!name) note_unknown(address);
            query.answer(kDnsBytes, [name, answer] {
                answer(name ? Result<std::string, Error>(*name) : Error::UnknownHost);
            });
        });
}

std::unique_ptr<Query> VirtualNetwork::ping(const Ping& ping, Pinged answer) {
    const std::size_t bytes = ping.size_bytes + kIpHeaders;
    return std::make_unique<VirtualQuery>(
        link_, bytes, Delivery::BestEffort,
        [this, ping, bytes, answer = std::move(answer)](VirtualQuery& query) {
            const VirtualServer* host = internet_.find_host(ping.address);
            const bool answers = host != nullptr && (host->spec.connects == Connects::Accepts ||
                                                     host->spec.connects == Connects::Refuses);
            if (answers && ping.hop_limit > kHops) {
                query.answer(bytes, [answer] { answer(PingReply{kUsualHopLimit - kHops}); });
            } else if (ping.hop_limit <= kHops) {
                query.answer(bytes, [answer] { answer(PingReply{0}); });
            }
        });
}

std::unique_ptr<Stream> VirtualNetwork::connect(const Endpoint& to, StreamListener& listener) {
    return std::make_unique<VirtualStream>(parts_, to, std::nullopt, listener);
}

std::unique_ptr<Stream> VirtualNetwork::connect_securely(const Endpoint& to, const TlsClient& tls,
                                                         StreamListener& listener) {
    return std::make_unique<VirtualStream>(parts_, to, tls, listener);
}

std::unique_ptr<Acceptor> VirtualNetwork::accept(std::uint16_t port, AcceptListener& listener) {
    if (tcp_ports_.contains(port)) return nullptr;
    return std::make_unique<VirtualAcceptor>(parts_, port, tcp_ports_, listener);
}

std::unique_ptr<Datagrams> VirtualNetwork::open_datagrams(std::uint16_t port,
                                                          DatagramListener& listener) {
    if (udp_ports_.contains(port)) return nullptr;
    if (port == 0) {
        port = kFirstEphemeralPort;
        while (udp_ports_.contains(port)) ++port;
    }
    return std::make_unique<VirtualDatagrams>(parts_, port, udp_ports_, listener);
}

Endpoint VirtualNetwork::host(const std::string& name, std::uint16_t port,
                              DatagramService& service) {
    return {internet_.add_service(name, port, service), port};
}

void VirtualNetwork::send_datagram(const Endpoint& from, std::uint16_t to_port, sim::Bytes bytes) {
    const auto open = udp_ports_.find(to_port);
    if (open != udp_ports_.end()) open->second->bring(from, bytes);
}

std::unique_ptr<HttpExchange> VirtualNetwork::request(HttpRequest request, HttpListener& listener) {
    return std::make_unique<VirtualHttpExchange>(parts_, std::move(request), listener);
}

std::unique_ptr<FtpSession> VirtualNetwork::open_ftp(FtpLogin login, FtpListener& listener) {
    return std::make_unique<VirtualFtpSession>(parts_, std::move(login), listener);
}

}  // namespace sara::network
