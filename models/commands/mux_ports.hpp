#pragma once

#include "models/at/port_switch.hpp"
#include "models/at/settings.hpp"
#include "models/at/uart.hpp"
#include "models/commands/at_session.hpp"
#include "models/commands/multiplexing.hpp"
#include "models/mux/multiplexer.hpp"

#include <map>
#include <memory>

namespace sara::commands {

/// The multiplexer of a UART with an AT session behind each of its channels.  While it is on the
/// UART's own session hears nothing and is not heard.  A session begins when its channel is first
/// opened and lasts until the reset, so that nothing that answers later finds it gone.
class MuxPorts final : public Multiplexing, private mux::MultiplexerListener {
 public:
    /// `own`: the way of the UART's own session to it; `settings`: that session's.
    MuxPorts(Device& device, at::Uart& uart, at::PortSwitch& own, const at::Settings& settings);

    /// The UART's own session.
    void lend_from(at::PortListener& session) { session_ = &session; }

    bool is_on() const override { return multiplexer_.is_on(); }
    const mux::Parameters& parameters() const override { return multiplexer_.parameters(); }
    void start(const mux::Parameters& parameters) override;

 private:
    struct ChannelPort {
        ChannelPort(Device& device, at::Settings uart, Multiplexing& mux, mux::Channel& channel);
        at::Settings settings;
        AtSession session;
    };

    void on_opening(mux::Channel& channel) override;
    void on_closed_down() override;

    Device& device_;
    at::Uart& uart_;
    at::PortSwitch& own_;
    const at::Settings& settings_;
    at::PortListener* session_ = nullptr;
    mux::Channels channels_;
    mux::Multiplexer multiplexer_;
    std::map<int, std::unique_ptr<ChannelPort>> ports_;  ///< by DLCI
};

}  // namespace sara::commands
