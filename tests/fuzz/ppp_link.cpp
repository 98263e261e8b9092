// Whatever a host sends over PPP: the link, its protocols and the router behind it do not crash.
// Input: pieces of two bytes head, size and kind, and that many bytes.  By kind a piece goes as it
// is, or as a packet of a protocol in a right frame, or as the payload of a right IP packet.  A
// host that answers negotiations stands beside, so that every phase is reached.

#include "models/network/network.hpp"
#include "models/ppp/session.hpp"
#include "sim/twin.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace sara;
using namespace sara::ppp;
using namespace std::chrono_literals;
using network::Address;

/// Connections and ports that give back what they get; nothing else answers.
class Mirror final : public network::Network {
 public:
    class EchoStream final : public network::Stream {
     public:
        explicit EchoStream(network::StreamListener& to) : to_(&to) {}
        void send(sim::Bytes bytes) override {
            kept.insert(kept.end(), bytes.begin(), bytes.end());
        }
        void listen(network::StreamListener& to) override { to_ = &to; }
        network::StreamListener& listener() { return *to_; }
        std::vector<std::uint8_t> kept;
        bool is_connected = false;

     private:
        network::StreamListener* to_;
    };

    /// As the owner of a connection has it: destroying it is told to the mirror.
    class Handle final : public network::Stream {
     public:
        explicit Handle(std::shared_ptr<EchoStream> stream) : stream_(std::move(stream)) {}
        void send(sim::Bytes bytes) override { stream_->send(bytes); }
        void listen(network::StreamListener& to) override { stream_->listen(to); }

     private:
        std::shared_ptr<EchoStream> stream_;
    };

    class EchoPort final : public network::Datagrams {
     public:
        explicit EchoPort(network::DatagramListener& to) : to_(to) {}
        void send(const network::Endpoint& to, sim::Bytes bytes) override {
            to_.on_datagram(to, bytes);
        }

     private:
        network::DatagramListener& to_;
    };

    std::unique_ptr<network::Query> resolve(const std::string& /*name*/,
                                            Resolved /*answer*/) override {
        return std::make_unique<network::Query>();
    }
    std::unique_ptr<network::Query> resolve_address(const std::string& /*address*/,
                                                    Resolved /*answer*/) override {
        return std::make_unique<network::Query>();
    }
    std::unique_ptr<network::Query> ping(const network::Ping& /*ping*/,
                                         Pinged /*answer*/) override {
        return std::make_unique<network::Query>();
    }
    std::unique_ptr<network::Stream> connect(const network::Endpoint& /*to*/,
                                             network::StreamListener& listener) override {
        auto stream = std::make_shared<EchoStream>(listener);
        streams_.push_back(stream);
        return std::make_unique<Handle>(stream);
    }
    std::unique_ptr<network::Stream> connect_securely(const network::Endpoint& to,
                                                      const network::TlsClient& /*tls*/,
                                                      network::StreamListener& listener) override {
        return connect(to, listener);
    }
    std::unique_ptr<network::Acceptor> accept(std::uint16_t /*port*/,
                                              network::AcceptListener& /*listener*/) override {
        return nullptr;
    }
    std::unique_ptr<network::Datagrams> open_datagrams(
        std::uint16_t /*port*/, network::DatagramListener& listener) override {
        return std::make_unique<EchoPort>(listener);
    }
    std::unique_ptr<network::HttpExchange> request(network::HttpRequest /*request*/,
                                                   network::HttpListener& /*listener*/) override {
        return nullptr;
    }
    std::unique_ptr<network::FtpSession> open_ftp(network::FtpLogin /*login*/,
                                                  network::FtpListener& /*listener*/) override {
        return nullptr;
    }

    void work() {
        for (std::size_t i = 0; i < streams_.size(); ++i) {
            const auto stream = streams_[i].lock();
            if (stream == nullptr) continue;
            if (!std::exchange(stream->is_connected, true)) {
                stream->listener().on_connected({});
                continue;
            }
            const auto kept = std::exchange(stream->kept, {});
            if (kept.empty()) continue;
            stream->listener().on_sent(kept.size());
            if (!streams_[i].expired()) stream->listener().on_received(kept);
        }
        std::erase_if(streams_, [](const auto& stream) { return stream.expired(); });
    }

 private:
    std::vector<std::weak_ptr<EchoStream>> streams_;
};

/// The host's half of the negotiations.
class Host final : public SessionListener {
 public:
    void send(std::string_view bytes) override {
        for (const std::uint8_t byte : sim::as_bytes(bytes)) {
            if (reader_.on_byte(byte) == FrameReader::Found::Packet) on_packet();
        }
    }
    void on_escape() override {}
    void on_finished() override {}
    void on_traffic() override {}

    std::string answers;

 private:
    void on_packet() {
        const auto packet = parse_control(reader_.information());
        if (!packet) return;
        const auto protocol = static_cast<Protocol>(reader_.protocol());
        if (protocol == Protocol::Chap && packet->code == 1) {
            return say(protocol, {2, packet->id, {1, 'x', 'u'}});
        }
        if (packet->code != 1) return;
        say(protocol, {2, packet->id, packet->data});
        if (protocol == Protocol::Lcp) return say(protocol, {1, 1, {}});
        say(protocol, {1, 1, {3, 6, 192, 168, 201, 1}});
    }
    void say(Protocol protocol, const ControlPacket& packet) {
        answers += encode_frame(static_cast<std::uint16_t>(protocol), encode(packet), kEscapeAll);
    }
    FrameReader reader_;
};

const Addressing kAddressing{.host = Address::v4({192, 168, 201, 1}),
                             .module = Address::v4({192, 168, 201, 2}),
                             .dns = {Address::v4({10, 0, 0, 53})}};

/// The packet with the checksum it should have.
IpPacket sealed(Transport transport, sim::Bytes payload) {
    IpPacket packet{.from = kAddressing.host,
                    .to = Address::v4({10, 0, 0, 53}),
                    .transport = transport,
                    .payload = {payload.begin(), payload.end()}};
    const std::size_t at = transport == Transport::Tcp ? 16 : transport == Transport::Udp ? 6 : 2;
    if (packet.payload.size() < at + 2) return packet;
    write16(packet.payload, at, 0);
    write16(packet.payload, at,
            transport == Transport::Icmp ? internet_checksum(packet.payload)
                                         : transport_checksum(packet));
    return packet;
}

std::string piece(unsigned kind, sim::Bytes bytes) {
    constexpr auto kProtocols =
        std::to_array<std::uint16_t>({0xC021, 0xC023, 0xC223, 0x8021, 0x0021, 0x8057});
    constexpr auto kTransports = std::to_array({Transport::Icmp, Transport::Udp, Transport::Tcp});
    if (kind < kProtocols.size()) return encode_frame(kProtocols[kind], bytes, kEscapeAll);
    kind -= kProtocols.size();
    if (kind < kTransports.size()) {
        return encode_frame(0x0021, encode(sealed(kTransports[kind], bytes), 1), kEscapeAll);
    }
    return std::string(sim::as_text(bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr unsigned kKinds = 10;
    sim::Kernel kernel{1};
    Mirror mirror;
    Host host;
    Session session({kernel.scheduler, kernel.trace, mirror}, kAddressing, host);
    session.start();
    const auto settle = [&] {
        for (int round = 0; round < 4; ++round) {
            session.on_bytes(sim::as_bytes(std::exchange(host.answers, {})));
        }
        mirror.work();
        kernel.scheduler.run_until(kernel.scheduler.now() + 100ms);
    };
    settle();
    sim::Bytes rest(data, size);
    while (rest.size() > 2) {
        const std::size_t length = std::min<std::size_t>(rest[0], rest.size() - 2);
        session.on_bytes(sim::as_bytes(piece(rest[1] % kKinds, rest.subspan(2, length))));
        rest = rest.subspan(2 + length);
        settle();
    }
    kernel.scheduler.run_until(kernel.scheduler.now() + 100s);
    return 0;
}
