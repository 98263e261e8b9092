#include "tests/support/ppp_host.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sara::test {

using namespace ppp;
using network::Address;

namespace {

constexpr std::uint8_t kOurRequest = 1;

std::uint8_t code(Code value) {
    return static_cast<std::uint8_t>(value);
}

Address address_of(const Octets& octets) {
    std::array<std::uint8_t, 4> bytes{};
    std::copy_n(octets.begin(), bytes.size(), bytes.begin());
    return Address::v4(bytes);
}

}  // namespace

PppHost::PppHost(Bench& bench, Wishes wishes)
    : PppHost(
          [&bench](std::string_view bytes, Duration time) {
              if (!bytes.empty()) bench.dte.send(bytes);
              bench.run_for(time);
              return bench.dte.take_bytes();
          },
          std::move(wishes)) {}

void PppHost::bring_up(Duration limit) {
    send(Protocol::Lcp, Code::ConfigureRequest, kOurRequest, encode(wishes_.lcp));
    for (Duration passed{}; passed < limit && !is_up_; passed += 100ms) run_for(100ms);
}

void PppHost::send(Protocol protocol, const Octets& packet) {
    outbox_ += encode_frame(static_cast<std::uint16_t>(protocol), packet, kEscapeAll);
}

void PppHost::send(Protocol protocol, Code kind, std::uint8_t id, const Octets& data) {
    send(protocol, encode(ControlPacket{code(kind), id, data}));
}

void PppHost::send(const IpPacket& packet) {
    send(Protocol::Ipv4, encode(packet, 7));
}

void PppHost::send_datagram(std::string_view to, const Datagram& datagram) {
    send(packet_of(address_, *Address::parse(to), datagram));
}

void PppHost::send_segment(std::string_view to, Segment segment) {
    send(packet_of(address_, *Address::parse(to), segment));
}

void PppHost::run_for(Duration time) {
    constexpr Duration kStep = 20ms;  // answers go out soon
    for (Duration passed{}; passed < time; passed += kStep) {
        const std::string came = transfer_(std::exchange(outbox_, {}), kStep);
        for (const std::uint8_t byte : as_bytes(came)) {
            if (reader_.on_byte(byte) != FrameReader::Found::Packet) continue;
            take(
                {reader_.protocol(), {reader_.information().begin(), reader_.information().end()}});
        }
        outside += came.substr(std::min(came.size(), came.rfind('~') + 1));
    }
}

void PppHost::take(const Came& came) {
    came_.push_back(came);
    const auto protocol = static_cast<Protocol>(came.protocol);
    if (protocol == Protocol::Ipv4) {
        const auto packet = parse_ip(came.information);
        REQUIRE(packet);
        ip_.push_back(*packet);
        return;
    }
    const auto packet = parse_control(came.information);
    REQUIRE(packet);
    if (protocol == Protocol::Chap) return on_chap(*packet);  // its Challenge has the same code
    if (packet->code == code(Code::ConfigureRequest)) return on_request(protocol, *packet);
    if (protocol == Protocol::Ipcp) return on_ipcp(*packet);
    if (protocol == Protocol::Lcp && packet->code == code(Code::TerminateRequest)) {
        send(Protocol::Lcp, Code::TerminateAck, packet->id);
    }
}

// Takes everything but an authentication it does not like.
void PppHost::on_request(Protocol protocol, const ControlPacket& packet) {
    constexpr std::uint8_t kAuthentication = 3;
    const auto options = parse_options(packet.data);
    REQUIRE(options);
    const auto asked = std::ranges::find(*options, kAuthentication, &Option::type);
    if (protocol == Protocol::Lcp && asked != options->end()) {
        const bool is_chap = read16(asked->data) == 0xC223;
        if (is_chap && !wishes_.takes_chap && wishes_.takes_pap) {
            const Options better = {{kAuthentication, {0xC0, 0x23}}};
            return send(protocol, Code::ConfigureNak, packet.id, encode(better));
        }
        if ((is_chap && !wishes_.takes_chap) || (!is_chap && !wishes_.takes_pap)) {
            return send(protocol, Code::ConfigureReject, packet.id, encode(Options{*asked}));
        }
        uses_pap_ = !is_chap;
    }
    send(protocol, Code::ConfigureAck, packet.id, packet.data);
    if (protocol == Protocol::Lcp && uses_pap_) {
        send(Protocol::Pap, encode(ControlPacket{1, 1, {1, 'u', 1, 'p'}}));
    }
    if (protocol == Protocol::Ipcp) request_address();
}

void PppHost::on_chap(const ControlPacket& packet) {
    constexpr std::uint8_t kChallenge = 1;
    constexpr std::uint8_t kResponse = 2;
    if (packet.code != kChallenge) return;
    CHECK(packet.data.at(0) == 16);
    Octets response(17, 0x55);
    response[0] = 16;
    response.push_back('u');
    send(Protocol::Chap, encode(ControlPacket{kResponse, packet.id, response}));
}

void PppHost::request_address() {
    Options options = {{3, {address_.bytes().begin(), address_.bytes().end()}}};
    if (wishes_.wants_dns) {
        for (const std::uint8_t type : {std::uint8_t{129}, std::uint8_t{131}}) {
            const std::size_t number = type == 129 ? 0 : 1;
            const Address server = number < dns_.size() ? dns_[number] : Address::v4({0, 0, 0, 0});
            options.push_back({type, {server.bytes().begin(), server.bytes().end()}});
        }
    }
    send(Protocol::Ipcp, Code::ConfigureRequest, kOurRequest, encode(options));
}

void PppHost::on_ipcp(const ControlPacket& packet) {
    const auto options = parse_options(packet.data);
    REQUIRE(options);
    if (packet.code == code(Code::ConfigureAck)) is_up_ = true;
    if (packet.code != code(Code::ConfigureNak)) return;
    for (const Option& option : *options) {
        if (option.type == 3) address_ = address_of(option.data);
        if (option.type == 129 || option.type == 131) dns_.push_back(address_of(option.data));
    }
    request_address();
}

std::vector<ControlPacket> PppHost::packets(Protocol protocol) const {
    std::vector<ControlPacket> found;
    for (const Came& came : came_) {
        if (came.protocol != static_cast<std::uint16_t>(protocol)) continue;
        found.push_back(*parse_control(came.information));
    }
    return found;
}

std::vector<ControlPacket> PppHost::packets(Protocol protocol, Code kind) const {
    std::vector<ControlPacket> found = packets(protocol);
    std::erase_if(found, [&](const ControlPacket& packet) { return packet.code != code(kind); });
    return found;
}

std::vector<IpPacket> PppHost::take_ip() {
    return std::exchange(ip_, {});
}

std::vector<Segment> PppHost::take_segments() {
    std::vector<Segment> segments;
    for (const IpPacket& packet : take_ip()) {
        if (packet.transport != Transport::Tcp) continue;
        const auto segment = parse_segment(packet);
        REQUIRE(segment);
        segments.push_back(*segment);
    }
    return segments;
}

}  // namespace sara::test
