#pragma once

#include "models/at/port.hpp"
#include "models/mux/parameters.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::mux {

struct ControlMessage;

/// The way of a channel to the wire: its multiplexer.
class ChannelWire {
 public:
    virtual void send_data(int dlci, std::string_view bytes) = 0;
    virtual void send_control(const ControlMessage& message) = 0;
    virtual bool is_drained() const = 0;
    virtual bool is_stopped() const = 0;  ///< the DTE wants no data on any channel
    virtual const Parameters& parameters() const = 0;

 protected:
    ~ChannelWire() = default;
};

/// A data channel of the multiplexer, which is a port to whoever listens.  Its control lines travel
/// as MSC messages.  [TS 27.010 5.4.6.3.7; at-syntax 9]
class Channel final : public at::Port {
 public:
    Channel(sim::Scheduler& scheduler, ChannelWire& wire, int dlci);
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel() = default;

    /// Who hears what comes in; without, it falls on the floor.
    void listen(at::PortListener& listener) { listener_ = &listener; }

    std::string_view name() const override { return name_; }
    bool is_open() const override { return is_open_; }
    void send(std::string_view bytes) override;
    bool is_drained() const override { return !outbox_.empty() || wire_.is_drained(); }
    void apply(const at::Settings& settings) override;
    void set_carrier(bool on) override;

    int dlci() const { return dlci_; }

    /// Frames carry no more than that until the channel is closed.  [TS 27.010 5.4.6.3.1: PN]
    void limit(std::size_t max_info) { max_info_ = max_info; }
    void open();
    void close();
    void on_data(sim::Bytes bytes);
    void on_drained();

    /// The DTE's control lines, as MSC has them.
    void on_status(std::uint8_t signals);
    /// It has taken ours.
    void on_status_taken() { repeat_.cancel(); }

    /// Sends what the DTE did not want before.
    void flush();

 private:
    void send_status();
    void repeat_status();
    std::uint8_t signals() const;

    ChannelWire& wire_;
    int dlci_;
    std::string name_;
    at::PortListener* listener_ = nullptr;
    bool is_open_ = false;
    bool is_held_ = false;  ///< the DTE wants no data
    bool is_dtr_on_ = true;
    bool has_carrier_ = true;
    bool carrier_on_dcd_ = true;  ///< &C1
    std::optional<std::size_t> max_info_;
    std::uint8_t told_ = 0;  ///< signals in the last MSC
    int repeats_left_ = 0;
    std::string outbox_;
    sim::Timer repeat_;
};

}  // namespace sara::mux
