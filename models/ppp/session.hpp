#pragma once

#include "models/ppp/authenticator.hpp"
#include "models/ppp/ipcp.hpp"
#include "models/ppp/lcp.hpp"
#include "models/ppp/router.hpp"

#include <optional>
#include <string_view>

namespace sara::ppp {

/// Who has the port of a call.
class SessionListener {
 public:
    virtual void send(std::string_view bytes) = 0;

    /// `~+++`: the DTE wants to give commands; the call goes on.
    virtual void on_escape() = 0;

    /// The link is over, for whatever reason.
    virtual void on_finished() = 0;

    /// IP packets went through.
    virtual void on_traffic() = 0;

 protected:
    ~SessionListener() = default;
};

/// A call: the PPP link with the DTE in all its phases, and the router behind it.  [RFC 1661 3]
class Session final : private PacketWire, private LcpListener, private IpcpListener {
 public:
    struct Parts {
        sim::Scheduler& scheduler;
        sim::Trace& trace;
        network::Network& network;
    };

    Session(const Parts& parts, Addressing addressing, SessionListener& listener);
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start() { lcp_.start(); }

    /// Nothing more is sent.
    void stop();

    void on_bytes(sim::Bytes bytes);

 private:
    void send_packet(Protocol protocol, sim::Bytes packet) override;
    void on_link_up(Authentication peer) override { authenticator_.start(peer); }
    void on_link_down() override;
    void on_link_finished() override;
    void on_ip_up() override;
    void on_ip_down() override { router_.reset(); }
    void on_ip_finished() override;

    void on_packet(std::uint16_t protocol, sim::Bytes information);
    void start_network();

    Parts parts_;
    Addressing addressing_;
    SessionListener& listener_;
    bool is_over_ = false;
    FrameReader reader_;
    Lcp lcp_;
    Authenticator authenticator_;
    std::optional<Ipcp> ipcp_;
    std::optional<Router> router_;
};

}  // namespace sara::ppp
