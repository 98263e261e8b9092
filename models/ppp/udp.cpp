#include "models/ppp/udp.hpp"

#include <algorithm>

namespace sara::ppp {

namespace {

constexpr std::size_t kUdpHeader = 8;
constexpr std::size_t kUdpToAt = 2;
constexpr std::size_t kUdpLengthAt = 4;
constexpr std::size_t kUdpCheckAt = 6;
constexpr unsigned kNoUdpCheck = 0;
constexpr unsigned kZeroUdpCheck = 0xFFFF;  // a sum that is 0 is sent as its complement

}  // namespace

std::optional<Datagram> parse_datagram(const IpPacket& packet) {
    const sim::Bytes bytes = packet.payload;
    if (bytes.size() < kUdpHeader) return std::nullopt;
    const std::size_t length = read16(bytes, kUdpLengthAt);
    if (length < kUdpHeader || length > bytes.size()) return std::nullopt;
    const bool is_checked = read16(bytes, kUdpCheckAt) != kNoUdpCheck;
    if (is_checked && transport_checksum(packet) != 0) return std::nullopt;
    const sim::Bytes data = bytes.first(length).subspan(kUdpHeader);
    return Datagram{read16(bytes), read16(bytes, kUdpToAt), {data.begin(), data.end()}};
}

IpPacket packet_of(const network::Address& from, const network::Address& to,
                   const Datagram& datagram) {
    IpPacket packet{.from = from, .to = to, .transport = Transport::Udp};
    add16(packet.payload, datagram.from_port);
    add16(packet.payload, datagram.to_port);
    add16(packet.payload, static_cast<unsigned>(kUdpHeader + datagram.data.size()));
    add16(packet.payload, kNoUdpCheck);
    add(packet.payload, datagram.data);
    const unsigned check = transport_checksum(packet);
    write16(packet.payload, kUdpCheckAt, check == kNoUdpCheck ? kZeroUdpCheck : check);
    return packet;
}

/// A port of the module that stands for one of the DTE.
class UdpRelay::Port final : private network::DatagramListener {
 public:
    Port(UdpRelay& relay, std::uint16_t host_port)
        : relay_(relay),
          host_port_(host_port),
          port_(relay.network_.open_datagrams(0, static_cast<network::DatagramListener&>(*this))) {}

    void send(const network::Address& to, const Datagram& datagram) {
        last_used = relay_.scheduler_.now();
        if (port_ != nullptr) port_->send({to.text(), datagram.to_port}, datagram.data);
    }

    sim::Time last_used{};

 private:
    void on_datagram(const network::Endpoint& from, sim::Bytes bytes) override {
        const auto address = network::Address::parse(from.host);
        if (!address || address->is_v6()) return;
        relay_.wire_.send_ip(packet_of(*address, relay_.host_,
                                       {from.port, host_port_, {bytes.begin(), bytes.end()}}));
    }

    UdpRelay& relay_;
    std::uint16_t host_port_;
    std::unique_ptr<network::Datagrams> port_;
};

void UdpRelay::on_datagram(const network::Address& to, const Datagram& datagram) {
    port_for(datagram.from_port).send(to, datagram);
}

UdpRelay::Port& UdpRelay::port_for(std::uint16_t host_port) {
    const auto known = ports_.find(host_port);
    if (known != ports_.end()) return *known->second;
    if (ports_.size() == kMaxPorts) {
        ports_.erase(std::ranges::min_element(
            ports_, {}, [](const auto& port) { return port.second->last_used; }));
    }
    return *(ports_[host_port] = std::make_shared<Port>(*this, host_port));
}

}  // namespace sara::ppp
