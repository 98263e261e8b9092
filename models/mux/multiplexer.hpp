#pragma once

#include "models/at/port.hpp"
#include "models/mux/channel.hpp"
#include "models/mux/control.hpp"
#include "models/mux/frame.hpp"
#include "models/mux/parameters.hpp"
#include "sim/scheduler.hpp"

#include <chrono>
#include <memory>
#include <vector>

namespace sara::mux {

/// Who lends the port to the multiplexer.
class MultiplexerListener {
 public:
    /// The DTE opens that channel: now it needs a listener.
    virtual void on_opening(Channel& channel) = 0;

    /// The port takes AT commands again, at the same speed.
    virtual void on_closed_down() = 0;

 protected:
    ~MultiplexerListener() = default;
};

/// The module's half of the multiplexer, basic option: several channels over one wire.  The DTE
/// opens the control channel first, then the others, each with a SABM.  [TS 27.010 5.2, 5.4]
class Multiplexer final : public at::PortListener, private ChannelWire {
 public:
    Multiplexer(sim::Scheduler& scheduler, at::Port& wire, const Channels& channels,
                MultiplexerListener& listener);
    Multiplexer(const Multiplexer&) = delete;
    Multiplexer& operator=(const Multiplexer&) = delete;

    /// From now on the bytes of the wire are frames.  Without one within kPatience the listener
    /// has the port back.  [at-syntax 9]
    void start(const Parameters& parameters);

    bool is_on() const { return is_on_; }
    const Parameters& parameters() const override { return parameters_; }

    /// 1 to Channels::at.
    Channel& channel(int dlci) { return *channels_[static_cast<std::size_t>(dlci - 1)]; }

    // What the wire says.  The UART's own DTR has no meaning here.  [IP 4.2]
    void on_bytes(sim::Bytes bytes) override;
    void on_open() override {}
    void on_closed() override {}
    void on_drained() override;
    void on_dtr_off() override {}

    static constexpr sim::Duration kPatience = std::chrono::seconds(5);

 private:
    // ChannelWire
    void send_data(int dlci, std::string_view bytes) override;
    void send_control(const ControlMessage& message) override;
    bool is_drained() const override { return wire_.is_drained(); }
    bool is_stopped() const override { return is_stopped_; }

    void on_frame(const Frame& frame);
    void on_set_up(const Frame& frame);
    void on_disconnect(const Frame& frame);
    void on_information(const Frame& frame);
    void respond(const Frame& to, FrameType type);
    void on_command(const ControlMessage& command);
    void on_status(const ControlMessage& message);
    void negotiate(ControlMessage proposal);
    void answer(const ControlMessage& command);
    void set_stopped(bool stopped);
    void close_down();
    Channel* find(int dlci);
    bool is_open(int dlci);

    at::Port& wire_;
    MultiplexerListener& listener_;
    std::vector<std::unique_ptr<Channel>> channels_;  ///< from DLCI 1
    Parameters parameters_;
    FrameParser parser_;
    bool is_on_ = false;
    bool has_control_ = false;  ///< DLCI 0 is open
    bool is_stopped_ = false;   ///< FCoff
    sim::Timer patience_;
};

}  // namespace sara::mux
