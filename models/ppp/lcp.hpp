#pragma once

#include "models/ppp/hdlc.hpp"
#include "models/ppp/negotiation.hpp"

#include <cstddef>

namespace sara::ppp {

/// How the peer has to prove who it is.
enum class Authentication : std::uint8_t { None, Pap, Chap };

/// What the link control protocol settles.
class LcpListener {
 public:
    virtual void on_link_up(Authentication peer) = 0;
    virtual void on_link_down() = 0;
    virtual void on_link_finished() = 0;  ///< ended by either side, or never came up

 protected:
    ~LcpListener() = default;
};

/// The link control protocol.  We ask for CHAP, take PAP if the peer prefers it, and do without if
/// it refuses both.  [RFC 1661 5, 6; at-syntax 10]
class Lcp final : public Negotiation {
 public:
    Lcp(sim::Scheduler& scheduler, sim::Trace& trace, PacketWire& wire, LcpListener& listener);

    /// Characters that the peer wants escaped; all until it is agreed.
    CharacterMap escaped() const { return escaped_; }

    /// The peer takes no longer packets.
    std::size_t peer_mru() const { return peer_mru_; }

    /// A packet of a protocol that we do not know.  [RFC 1661 5.7]
    void reject_protocol(std::uint16_t protocol, sim::Bytes information);

 private:
    Options wanted() const override;
    Judgement judge(const Option& option) override;
    void on_agreed(const Options& options) override;
    void on_naked(const Option& better) override;
    void on_rejected(const Option& ours) override;
    void on_up() override { listener_.on_link_up(authentication_); }
    void on_down() override { listener_.on_link_down(); }
    void on_finished() override { listener_.on_link_finished(); }
    bool on_other(const ControlPacket& packet) override;

    LcpListener& listener_;
    Authentication authentication_ = Authentication::Chap;
    bool has_magic_ = true;
    bool has_map_ = true;
    CharacterMap escaped_ = kEscapeAll;
    std::size_t peer_mru_ = kUsualMru;

    static constexpr std::size_t kUsualMru = 1500;
    static constexpr std::uint32_t kMagic = 0x53415241;  ///< any number but the peer's
};

}  // namespace sara::ppp
