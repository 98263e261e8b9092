#pragma once

#include "models/network/datagram_service.hpp"
#include "models/network/link_spec.hpp"
#include "models/network/network.hpp"
#include "models/network/radio.hpp"
#include "models/network/server_spec.hpp"
#include "models/network/virtual_datagrams.hpp"
#include "models/network/virtual_internet.hpp"
#include "models/network/virtual_link.hpp"
#include "sim/twin.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sara::network {

/// The deterministic body of Network: servers that a scenario declares, behind a link with rate,
/// latency, jitter and loss.  Nothing passes while no cell
/// is heard or the module is not registered.
class VirtualNetwork final : public Network, private RadioListener {
 public:
    /// Throws BadNetwork for an address that is none.
    VirtualNetwork(const sim::KernelView& kernel, Radio& radio, const LinkSpec& link,
                   const std::vector<ServerSpec>& servers,
                   const std::map<std::string, std::string>& names);
    VirtualNetwork(const VirtualNetwork&) = delete;
    VirtualNetwork& operator=(const VirtualNetwork&) = delete;
    ~VirtualNetwork() override;

    /// What goes wrong in it: see VirtualInternet.
    void disturb(const std::string& server, const ServerDisturbance& disturbance) {
        internet_.disturb(server, disturbance);
    }
    void set_dns_failing(bool failing) { internet_.set_dns_failing(failing); }

    std::unique_ptr<Query> resolve(const std::string& name, Resolved answer) override;
    std::unique_ptr<Query> resolve_address(const std::string& address, Resolved answer) override;
    std::unique_ptr<Query> ping(const Ping& ping, Pinged answer) override;
    std::unique_ptr<Stream> connect(const Endpoint& to, StreamListener& listener) override;
    std::unique_ptr<Stream> connect_securely(const Endpoint& to, const TlsClient& tls,
                                             StreamListener& listener) override;
    std::unique_ptr<Acceptor> accept(std::uint16_t port, AcceptListener& listener) override;
    std::unique_ptr<Datagrams> open_datagrams(std::uint16_t port,
                                              DatagramListener& listener) override;
    std::unique_ptr<HttpExchange> request(HttpRequest request, HttpListener& listener) override;
    std::unique_ptr<FtpSession> open_ftp(FtpLogin login, FtpListener& listener) override;

    /// Puts a program, which outlives the run, behind a UDP port of a host of that name.  Gives
    /// its address and port.
    Endpoint host(const std::string& name, std::uint16_t port, DatagramService& service);

    /// Sends a datagram to a UDP port of the module; lost if that is not open.
    void send_datagram(const Endpoint& from, std::uint16_t to_port, sim::Bytes bytes);

 private:
    void on_cells_changed() override { follow_radio(); }
    void on_service_changed() override { follow_radio(); }
    void follow_radio();
    void note_unknown(const std::string& what) const;
    void on_network_detach() override {}
    void on_network_deactivation(int /*cid*/) override {}

    Radio& radio_;
    VirtualLink link_;
    VirtualInternet internet_;
    VirtualParts parts_;
    std::set<std::uint16_t> tcp_ports_;  ///< that the module listens at
    OpenPorts udp_ports_;                ///< that the module has open
};

}  // namespace sara::network
