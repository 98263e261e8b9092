#include "models/ppp/icmp.hpp"

#include <algorithm>

namespace sara::ppp {

namespace {

enum IcmpType : std::uint8_t { kEchoReply = 0, kEchoRequest = 8, kTimeExceeded = 11 };
constexpr std::size_t kIcmpHeader = 8;
constexpr std::size_t kIcmpCheckAt = 2;
constexpr std::size_t kQuotedOctets = 8;  // of the packet that had to die, behind its header
constexpr int kUsualHops = 64;

void seal(Octets& message) {
    write16(message, kIcmpCheckAt, 0);
    write16(message, kIcmpCheckAt, internet_checksum(message));
}

}  // namespace

void IcmpRelay::on_packet(const IpPacket& packet) {
    const Octets& message = packet.payload;
    const bool is_request = message.size() >= kIcmpHeader && message[0] == kEchoRequest &&
                            internet_checksum(message) == 0;
    if (!is_request) return;
    if (packet.to == own_) return answer(packet, kUsualHops);
    if (queries_.size() == kMaxQueries) queries_.erase(queries_.begin());
    const int number = next_query_++;
    queries_[number] = network_.ping({.address = packet.to.text(),
                                      .size_bytes = message.size() - kIcmpHeader,
                                      .hop_limit = packet.hop_limit},
                                     [this, number, packet](network::PingReply reply) {
                                         if (reply.hop_limit > 0) {
                                             answer(packet, reply.hop_limit);
                                         } else {
                                             report_expired(packet);
                                         }
                                         queries_.erase(number);
                                     });
}

void IcmpRelay::answer(const IpPacket& request, int hop_limit) {
    IpPacket reply{.from = request.to,
                   .to = request.from,
                   .transport = Transport::Icmp,
                   .hop_limit = hop_limit,
                   .payload = request.payload};
    reply.payload[0] = kEchoReply;
    seal(reply.payload);
    wire_.send_ip(reply);
}

void IcmpRelay::report_expired(const IpPacket& request) {
    const Octets quoted = encode(request, 0);
    Octets message(kIcmpHeader);
    message[0] = kTimeExceeded;
    const std::size_t most = quoted.size() - request.payload.size() + kQuotedOctets;
    add(message, sim::Bytes(quoted).first(std::min(quoted.size(), most)));
    seal(message);
    wire_.send_ip({.from = own_,
                   .to = request.from,
                   .transport = Transport::Icmp,
                   .payload = std::move(message)});
}

}  // namespace sara::ppp
