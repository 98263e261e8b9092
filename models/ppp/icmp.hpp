#pragma once

#include "models/network/network.hpp"
#include "models/ppp/ip.hpp"

#include <map>
#include <memory>

namespace sara::ppp {

/// Takes the DTE's echo requests into the network, and brings back what the network answers.
/// [RFC 792]
class IcmpRelay {
 public:
    /// `own`: the module's address, which answers itself.
    IcmpRelay(network::Network& network, IpWire& wire, const network::Address& own)
        : network_(network), wire_(wire), own_(own) {}

    void on_packet(const IpPacket& packet);

    static constexpr std::size_t kMaxQueries = 32;  ///< the oldest is forgotten  [assumed]

 private:
    void answer(const IpPacket& request, int hop_limit);
    void report_expired(const IpPacket& request);

    network::Network& network_;
    IpWire& wire_;
    network::Address own_;
    int next_query_ = 0;
    std::map<int, std::unique_ptr<network::Query>> queries_;
};

}  // namespace sara::ppp
