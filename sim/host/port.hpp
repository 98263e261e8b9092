#pragma once

#include "sim/line.hpp"

namespace sara::sim {

/// A host's serial port as the scripted host uses it: the wire may be simulated or real.
class HostPort {
 public:
    virtual ~HostPort() = default;

    virtual void send(Bytes bytes) = 0;
    virtual void configure(const LineSettings& settings) = 0;
    virtual void set_signal(Signal signal, bool on) = 0;
    virtual bool signal(Signal signal) const = 0;

    /// Sends nothing while held: hardware flow control.
    virtual void hold(bool held) = 0;

    /// From now on `listener` hears what arrives; nullptr: the port is closed, what was not yet
    /// sent is gone.
    virtual void attach(LineListener* listener) = 0;
};

/// The DTE's end of a simulated line.
class LinePort final : public HostPort {
 public:
    explicit LinePort(Line& line) : end_(line.dte()) {}

    void send(Bytes bytes) override { end_.send(bytes); }
    void configure(const LineSettings& settings) override { end_.configure(settings); }
    void set_signal(Signal signal, bool on) override { end_.set_signal(signal, on); }
    bool signal(Signal signal) const override { return end_.signal(signal); }
    void hold(bool held) override { end_.hold(held); }
    void attach(LineListener* listener) override {
        end_.attach(listener);
        if (listener == nullptr) end_.drop_pending();
    }

 private:
    LineEnd& end_;
};

}  // namespace sara::sim
