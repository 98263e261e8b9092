#pragma once

#include "models/ppp/control_packet.hpp"
#include "models/ppp/hdlc.hpp"
#include "models/ppp/ip.hpp"
#include "models/ppp/segment.hpp"
#include "models/ppp/udp.hpp"
#include "sim/time.hpp"
#include "tests/support/bench.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::test {

/// The PPP stack of a host: brings a link up as its wishes say, then takes packets as they are.
class PppHost {
 public:
    struct Wishes {
        bool takes_chap = true;
        bool takes_pap = true;
        bool wants_dns = true;
        ppp::Options lcp = {{2, {0, 0, 0, 0}}, {5, {1, 2, 3, 4}}};
    };

    /// Over the bench's UART.
    explicit PppHost(Bench& bench) : PppHost(bench, Wishes{}) {}
    PppHost(Bench& bench, Wishes wishes);

    /// Over whatever: `transfer` sends bytes, lets that time pass and gives what came.
    using Transfer = std::function<std::string(std::string_view, Duration)>;
    PppHost(Transfer transfer, Wishes wishes)
        : transfer_(std::move(transfer)), wishes_(std::move(wishes)) {}

    /// From CONNECT to an address, or as far as it goes in that time.
    void bring_up(Duration limit = 5s);

    void send(ppp::Protocol protocol, const ppp::Octets& packet);
    void send(ppp::Protocol protocol, ppp::Code code, std::uint8_t id,
              const ppp::Octets& data = {});
    void send(const ppp::IpPacket& packet);
    void send_datagram(std::string_view to, const ppp::Datagram& datagram);
    void send_segment(std::string_view to, ppp::Segment segment);

    /// Lets time pass, and answers what a host answers.
    void run_for(Duration time);

    /// Control packets of that protocol that have come, all or those of one code.
    std::vector<ppp::ControlPacket> packets(ppp::Protocol protocol) const;
    std::vector<ppp::ControlPacket> packets(ppp::Protocol protocol, ppp::Code code) const;

    /// IP packets that have come since the last call.
    std::vector<ppp::IpPacket> take_ip();
    std::vector<ppp::Segment> take_segments();

    network::Address address() const { return address_; }
    const std::vector<network::Address>& dns() const { return dns_; }
    bool is_up() const { return is_up_; }

    std::string outside;  ///< what came that was no frame: result codes

 private:
    struct Came {
        std::uint16_t protocol;
        ppp::Octets information;
    };

    void take(const Came& came);
    void on_request(ppp::Protocol protocol, const ppp::ControlPacket& packet);
    void on_ipcp(const ppp::ControlPacket& packet);
    void on_chap(const ppp::ControlPacket& packet);
    void request_address();

    Transfer transfer_;
    Wishes wishes_;
    std::string outbox_;
    ppp::FrameReader reader_;
    std::vector<Came> came_;
    std::vector<ppp::IpPacket> ip_;
    network::Address address_ = network::Address::v4({0, 0, 0, 0});
    std::vector<network::Address> dns_;
    bool is_up_ = false;
    bool uses_pap_ = false;
};

}  // namespace sara::test
