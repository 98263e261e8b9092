#pragma once

#include "models/network/network.hpp"
#include "models/ppp/udp.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sara::ppp {

/// A question of the usual kind.  [RFC 1035 4.1]
struct DnsQuestion {
    std::uint16_t id = 0;
    bool recursion_desired = false;
    std::string name = {};
    std::uint16_t type = 0;
    Octets section = {};  ///< the question as it came
};

/// Nothing if it is no query with one question.
std::optional<DnsQuestion> parse_question(sim::Bytes bytes);

/// The answer with that address; without one NXDOMAIN, or nothing of the type asked for.
Octets dns_answer(const DnsQuestion& question, const std::optional<network::Address>& address,
                  bool name_exists);

/// The DNS servers of the context, as the DTE meets them: what they know the network tells.
class DnsRelay {
 public:
    DnsRelay(network::Network& network, IpWire& wire) : network_(network), wire_(wire) {}

    void on_datagram(const IpPacket& packet, const Datagram& datagram);

    static constexpr std::uint16_t kPort = 53;
    static constexpr std::size_t kMaxQueries = 32;  ///< the oldest is forgotten  [assumed]

 private:
    network::Network& network_;
    IpWire& wire_;
    int next_query_ = 0;
    std::map<int, std::unique_ptr<network::Query>> queries_;
};

}  // namespace sara::ppp
