#pragma once

#include "models/at/data_link.hpp"
#include "models/at/escape_sequence.hpp"
#include "models/internet/sockets.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sara::commands {

/// When a direct link sends what the DTE has typed so far: +UDCONF=5 to 8.  [at-commands 2.6]
struct LinkTriggers {
    sim::Duration timer{};       ///< so long after the last byte
    std::size_t length = 0;      ///< so many bytes
    int character = -1;          ///< behind that byte; -1: none
    sim::Duration congestion{};  ///< the send queue is full: tries again after that long
};

/// The direct link of +USODL: the port is the socket.  [at-syntax 7]
class SocketLink final : public at::DataLink,
                         private at::EscapeListener,
                         private internet::SocketSink {
 public:
    SocketLink(sim::Scheduler& scheduler, internet::Sockets& sockets);

    /// For the CONNECT that follows.
    void open(int socket, const LinkTriggers& triggers, const at::EscapeSequence::Settings& escape);

 private:
    // at::DataLink
    void on_data_mode(at::DataPort& port) override;
    void on_bytes(sim::Bytes bytes) override { escape_.on_bytes(bytes); }
    void on_dtr_off() override { on_escape(); }

    // at::EscapeListener
    void on_payload(sim::Bytes bytes) override;
    void on_escape() override;

    // internet::SocketSink
    void on_received(sim::Bytes bytes) override { port_->send_data(sim::as_text(bytes)); }
    void on_gone() override;

    void flush();

    internet::Sockets& sockets_;
    at::EscapeSequence escape_;
    sim::Timer flush_;
    int socket_ = 0;
    LinkTriggers triggers_;
    at::EscapeSequence::Settings escape_settings_{};
    at::DataPort* port_ = nullptr;
    std::vector<std::uint8_t> typed_;  ///< not yet sent
};

}  // namespace sara::commands
