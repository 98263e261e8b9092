#pragma once

#include "models/at/data_link.hpp"
#include "models/at/reply.hpp"
#include "models/network/pdp_contexts.hpp"
#include "models/network/registration.hpp"
#include "models/ppp/session.hpp"

#include <cstdint>
#include <optional>

namespace sara::commands {

struct PortContext;

/// Calls into the packet network: D, O and H.  One at a time; whichever port has called has it.
/// [at-syntax 10; IP 4]
class DialUp final : public at::DataLink,
                     private ppp::SessionListener,
                     private network::ContextListener {
 public:
    DialUp(const ppp::Session::Parts& parts, network::PdpContexts& contexts,
           network::Registration& registration);
    ~DialUp();
    DialUp(const DialUp&) = delete;
    DialUp& operator=(const DialUp&) = delete;

    /// Calls the context of that number: CONNECT; NO CARRIER if it has no connection to give;
    /// ERROR if there is no such context, no network, or a call already.
    at::Reply dial(int number, PortContext& caller);

    /// CONNECT again if that port's call is paused, else NO CARRIER.
    at::Reply resume(const PortContext& caller);

    /// Ends that port's call, if it has one that is paused.
    void hang_up(const PortContext& caller);

 private:
    enum class State : std::uint8_t {
        Idle,
        Calling,  ///< CONNECT is on its way
        Online,
        Paused,  ///< online command mode
        Lost     ///< before CONNECT was out
    };

    // at::DataLink
    void on_data_mode(at::DataPort& port) override;
    void on_bytes(sim::Bytes bytes) override { session_->on_bytes(bytes); }
    void on_dtr_off() override;

    // ppp::SessionListener
    void send(std::string_view bytes) override;
    void on_escape() override { pause(); }
    void on_finished() override { end(); }
    void on_traffic() override { registration_.on_traffic(); }

    // network::ContextListener
    void on_context_up(int /*cid*/) override {}
    void on_context_down(int cid, network::ContextEnd how) override;

    std::optional<int> context_for(int number) const;
    void pause();
    void end();
    void release();

    ppp::Session::Parts parts_;
    network::PdpContexts& contexts_;
    network::Registration& registration_;
    Subscription<network::ContextListener> subscription_;
    State state_ = State::Idle;
    PortContext* caller_ = nullptr;
    at::DataPort* port_ = nullptr;
    int cid_ = 0;
    bool has_opened_ = false;  ///< the context: it is closed with the call
    bool is_started_ = false;
    std::optional<ppp::Session> session_;
};

}  // namespace sara::commands
