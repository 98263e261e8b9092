#include "models/ppp/session.hpp"

#include <utility>

namespace sara::ppp {

Session::Session(const Parts& parts, Addressing addressing, SessionListener& listener)
    : parts_(parts),
      addressing_(std::move(addressing)),
      listener_(listener),
      lcp_(parts.scheduler, parts.trace, static_cast<PacketWire&>(*this),
           static_cast<LcpListener&>(*this)),
      authenticator_(
          parts.scheduler, static_cast<PacketWire&>(*this), [this] { start_network(); },
          [this] { lcp_.close(); }) {}

void Session::stop() {
    is_over_ = true;
    lcp_.stop();
    on_link_down();
}

void Session::on_bytes(sim::Bytes bytes) {
    for (const std::uint8_t byte : bytes) {
        if (is_over_) return;
        switch (reader_.on_byte(byte)) {
            case FrameReader::Found::Nothing:
                break;
            case FrameReader::Found::Packet:
                on_packet(reader_.protocol(), reader_.information());
                break;
            case FrameReader::Found::Escape:
                return listener_.on_escape();
        }
    }
}

// Before a phase is reached its packets are dropped in silence.  [RFC 1661 3.4, 3.5]
void Session::on_packet(std::uint16_t protocol, sim::Bytes information) {
    switch (static_cast<Protocol>(protocol)) {
        case Protocol::Lcp:
            return lcp_.on_packet(information);
        case Protocol::Pap:
            return authenticator_.on_pap(information);
        case Protocol::Chap:
            return authenticator_.on_chap(information);
        case Protocol::Ipcp:
            if (ipcp_ && lcp_.is_open()) ipcp_->on_packet(information);
            return;
        case Protocol::Ipv4:
            if (!router_) return;
            listener_.on_traffic();
            return router_->on_packet(information);
    }
    if (ipcp_) lcp_.reject_protocol(protocol, information);
}

// LCP itself never relies on what it settles.  [RFC 1662 7.1; RFC 1661 6.6]
void Session::send_packet(Protocol protocol, sim::Bytes packet) {
    if (is_over_) return;
    const CharacterMap escaped = protocol == Protocol::Lcp ? kEscapeAll : lcp_.escaped();
    listener_.send(encode_frame(static_cast<std::uint16_t>(protocol), packet, escaped));
}

void Session::start_network() {
    ipcp_.emplace(parts_.scheduler, parts_.trace, static_cast<PacketWire&>(*this), addressing_,
                  static_cast<IpcpListener&>(*this));
    ipcp_->start();
}

void Session::on_link_down() {
    authenticator_.stop();
    router_.reset();
    if (ipcp_) ipcp_->stop();
}

void Session::on_link_finished() {
    is_over_ = true;
    listener_.on_finished();
}

void Session::on_ip_up() {
    router_.emplace(parts_.scheduler, parts_.network, addressing_, [this](sim::Bytes packet) {
        if (packet.size() > lcp_.peer_mru()) return;
        listener_.on_traffic();
        send_packet(Protocol::Ipv4, packet);
    });
}

// Without its only network protocol the link has no use.  [RFC 1661 3.6]
void Session::on_ip_finished() {
    lcp_.close();
}

}  // namespace sara::ppp
