#include "models/ppp/ipcp.hpp"

#include <algorithm>

namespace sara::ppp {

namespace {

enum IpcpOption : std::uint8_t { kIpAddress = 3, kPrimaryDns = 129, kSecondaryDns = 131 };

Octets octets_of(const network::Address& address) {
    return {address.bytes().begin(), address.bytes().end()};
}

// The peer has to use that address.
Judgement expect(const Option& option, const std::optional<network::Address>& address) {
    if (!address) return {Judgement::Kind::Reject, {}};
    if (std::ranges::equal(option.data, address->bytes())) return {};
    return {Judgement::Kind::Nak, octets_of(*address)};
}

}  // namespace

Ipcp::Ipcp(sim::Scheduler& scheduler, sim::Trace& trace, PacketWire& wire,
           const Addressing& addressing, IpcpListener& listener)
    : Negotiation(scheduler, trace, wire, Protocol::Ipcp, "ipcp"),
      addressing_(addressing),
      listener_(listener) {}

Options Ipcp::wanted() const {
    if (!tells_address_) return {};
    return {{kIpAddress, octets_of(addressing_.module)}};
}

Judgement Ipcp::judge(const Option& option) {
    switch (option.type) {
        case kIpAddress:
            return expect(option, addressing_.host);
        case kPrimaryDns:
            return expect(option, dns(0));
        case kSecondaryDns:
            return expect(option, dns(1));
        default:
            return {Judgement::Kind::Reject, {}};
    }
}

void Ipcp::on_rejected(const Option& ours) {
    if (ours.type == kIpAddress) tells_address_ = false;
}

std::optional<network::Address> Ipcp::dns(std::size_t number) const {
    if (number < addressing_.dns.size()) return addressing_.dns[number];
    return std::nullopt;
}

}  // namespace sara::ppp
