#pragma once

#include "models/ppp/control_packet.hpp"
#include "models/ppp/negotiation_machine.hpp"
#include "sim/scheduler.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace sara::ppp {

/// The way of packets to the peer.
class PacketWire {
 public:
    virtual void send_packet(Protocol protocol, sim::Bytes packet) = 0;

 protected:
    ~PacketWire() = default;
};

/// What becomes of an option that the peer asks for.
struct Judgement {
    enum class Kind : std::uint8_t { Take, Nak, Reject } kind = Kind::Take;
    Octets better = {};  ///< of a Nak
};

/// A control protocol that negotiates options with the peer: packets, counters and timer of the
/// automaton.  What the options are, derived classes know.  [RFC 1661 4, 5]
class Negotiation : private NegotiationEffects {
 public:
    Negotiation(sim::Scheduler& scheduler, sim::Trace& trace, PacketWire& wire, Protocol protocol,
                std::string_view name);
    Negotiation(const Negotiation&) = delete;
    Negotiation& operator=(const Negotiation&) = delete;

    /// The link is there: asks for our options.
    void start() { machine_.started(); }

    /// Ends in order; on_finished follows.
    void close() { machine_.closed(); }

    /// Falls silent.
    void stop() { timer_.cancel(); }

    void on_packet(sim::Bytes bytes);

    bool is_open() const { return machine_.state() == NegotiationState::Opened; }

    // [RFC 1661 4.6]
    static constexpr sim::Duration kRestart = std::chrono::seconds(3);
    static constexpr int kMaxConfigure = 10;
    static constexpr int kMaxTerminate = 2;

 protected:
    ~Negotiation() override = default;

    void send(Code code, std::uint8_t id, sim::Bytes data);
    std::uint8_t next_id() { return ++id_; }

    virtual Options wanted() const = 0;
    virtual Judgement judge(const Option& option) = 0;
    virtual void on_agreed(const Options& options) = 0;  ///< the peer's, acknowledged by us
    virtual void on_naked(const Option& better) = 0;     ///< of ours
    virtual void on_rejected(const Option& ours) = 0;
    virtual void on_up() = 0;
    virtual void on_down() = 0;
    virtual void on_finished() = 0;

    /// A packet of another code; false: it is rejected.
    virtual bool on_other(const ControlPacket& packet) = 0;

 private:
    // NegotiationEffects
    void entered(std::string_view state) override;
    void refused(std::string_view /*event*/) override {}
    void begin() override;
    void request() override;
    void count_anew() override { tries_left_ = kMaxConfigure; }
    void request_anew() override;
    void acknowledge() override;
    void object() override { send(refusal_, peer_id_, encode(refused_)); }
    void acknowledge_and_open() override;
    void open() override;
    void reopen_and_acknowledge() override;
    void reopen_and_object() override;
    void reopen() override;
    void agree_to_end() override { send(Code::TerminateAck, peer_id_, {}); }
    void agree_and_finish() override;
    void start_to_end() override;
    void ask_to_end() override;
    void finish() override;

    void on_request(const ControlPacket& packet);
    void on_answer(const ControlPacket& packet);
    void on_timer();

    sim::Trace& trace_;
    PacketWire& wire_;
    Protocol protocol_;
    std::string_view name_;
    std::uint8_t id_ = 0;       ///< of our last request
    std::uint8_t peer_id_ = 0;  ///< of the peer's
    Octets peer_options_;       ///< as they came
    Options refused_;
    Code refusal_ = Code::ConfigureNak;
    int tries_left_ = 0;
    bool is_up_ = false;
    sim::Timer timer_;
    NegotiationMachine machine_;
};

}  // namespace sara::ppp
