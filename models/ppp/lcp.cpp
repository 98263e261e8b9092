#include "models/ppp/lcp.hpp"

#include <algorithm>

namespace sara::ppp {

namespace {

enum LcpOption : std::uint8_t {
    kMru = 1,
    kCharacterMap = 2,
    kAuthentication = 3,
    kMagicNumber = 5,
    kProtocolCompression = 7,
    kAddressCompression = 8
};

constexpr std::size_t kMapOctets = 4;
constexpr std::size_t kMruOctets = 2;
constexpr std::uint8_t kMd5 = 5;  // [RFC 1994 3]

Octets authentication_octets(Authentication kind) {
    Octets octets;
    if (kind == Authentication::Pap) {
        add16(octets, static_cast<unsigned>(Protocol::Pap));
    } else {
        add16(octets, static_cast<unsigned>(Protocol::Chap));
        add8(octets, kMd5);
    }
    return octets;
}

Octets number(std::uint32_t value) {
    Octets octets;
    add32(octets, value);
    return octets;
}

}  // namespace

Lcp::Lcp(sim::Scheduler& scheduler, sim::Trace& trace, PacketWire& wire, LcpListener& listener)
    : Negotiation(scheduler, trace, wire, Protocol::Lcp, "lcp"), listener_(listener) {}

Options Lcp::wanted() const {
    Options options;
    if (has_map_) options.push_back({kCharacterMap, number(0)});
    if (authentication_ != Authentication::None) {
        options.push_back({kAuthentication, authentication_octets(authentication_)});
    }
    if (has_magic_) options.push_back({kMagicNumber, number(kMagic)});
    return options;
}

// The peer need not ask us who we are.
Judgement Lcp::judge(const Option& option) {
    const std::size_t size = option.data.size();
    switch (option.type) {
        case kMru:
            if (size == kMruOctets) return {};
            break;
        case kCharacterMap:
        case kMagicNumber:
            if (size == kMapOctets) return {};
            break;
        case kProtocolCompression:
        case kAddressCompression:
            if (size == 0) return {};  // may be used to us; we do not
            break;
        default:
            break;
    }
    return {Judgement::Kind::Reject, {}};
}

void Lcp::on_agreed(const Options& options) {
    escaped_ = kEscapeAll;
    peer_mru_ = kUsualMru;
    for (const Option& option : options) {
        if (option.type == kCharacterMap) escaped_ = read32(option.data);
        if (option.type == kMru) peer_mru_ = read16(option.data);
    }
}

void Lcp::on_naked(const Option& better) {
    if (better.type != kAuthentication) return;
    authentication_ = better.data == authentication_octets(Authentication::Pap)
                          ? Authentication::Pap
                          : Authentication::Chap;
}

void Lcp::on_rejected(const Option& ours) {
    if (ours.type == kAuthentication) authentication_ = Authentication::None;
    if (ours.type == kMagicNumber) has_magic_ = false;
    if (ours.type == kCharacterMap) has_map_ = false;
}

// [RFC 1661 5.8, 5.9]
bool Lcp::on_other(const ControlPacket& packet) {
    switch (static_cast<Code>(packet.code)) {
        case Code::EchoRequest:
            if (is_open() && packet.data.size() >= kMapOctets) {
                Octets reply = number(has_magic_ ? kMagic : 0);
                add(reply, sim::Bytes(packet.data).subspan(kMapOctets));
                send(Code::EchoReply, packet.id, reply);
            }
            return true;
        case Code::ProtocolReject:
        case Code::EchoReply:
        case Code::DiscardRequest:
            return true;
        default:
            return false;
    }
}

void Lcp::reject_protocol(std::uint16_t protocol, sim::Bytes information) {
    if (!is_open()) return;
    Octets data;
    add16(data, protocol);
    add(data, information.first(std::min(information.size(), peer_mru_ / 2)));
    send(Code::ProtocolReject, next_id(), data);
}

}  // namespace sara::ppp
