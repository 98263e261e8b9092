#pragma once

#include "models/network/address.hpp"
#include "models/ppp/negotiation.hpp"

#include <optional>
#include <vector>

namespace sara::ppp {

/// The addresses of a call.
struct Addressing {
    network::Address host;              ///< the DTE's
    network::Address module;            ///< ours
    std::vector<network::Address> dns;  ///< IPv4, first choice first
};

class IpcpListener {
 public:
    virtual void on_ip_up() = 0;
    virtual void on_ip_down() = 0;
    virtual void on_ip_finished() = 0;

 protected:
    ~IpcpListener() = default;
};

/// The control protocol of IPv4: tells the peer its address and its DNS servers.
/// [RFC 1332; RFC 1877]
class Ipcp final : public Negotiation {
 public:
    Ipcp(sim::Scheduler& scheduler, sim::Trace& trace, PacketWire& wire,
         const Addressing& addressing, IpcpListener& listener);

 private:
    Options wanted() const override;
    Judgement judge(const Option& option) override;
    void on_agreed(const Options& /*options*/) override {}
    void on_naked(const Option& /*better*/) override {}
    void on_rejected(const Option& ours) override;
    void on_up() override { listener_.on_ip_up(); }
    void on_down() override { listener_.on_ip_down(); }
    void on_finished() override { listener_.on_ip_finished(); }
    bool on_other(const ControlPacket& /*packet*/) override { return false; }

    std::optional<network::Address> dns(std::size_t number) const;

    const Addressing& addressing_;
    IpcpListener& listener_;
    bool tells_address_ = true;
};

}  // namespace sara::ppp
