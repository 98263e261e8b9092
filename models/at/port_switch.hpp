#pragma once

#include "models/at/port.hpp"

namespace sara::at {

/// What an interpreter has of a port that it shares: nothing while the other user has it.
class PortSwitch final : public Port {
 public:
    explicit PortSwitch(Port& port) : port_(port) {}

    void turn(bool on) { is_on_ = on; }

    std::string_view name() const override { return port_.name(); }
    bool is_open() const override { return is_on_ && port_.is_open(); }
    void send(std::string_view bytes) override {
        if (is_on_) port_.send(bytes);
    }
    bool is_drained() const override { return port_.is_drained(); }
    void apply(const Settings& settings) override { port_.apply(settings); }
    void set_carrier(bool on) override { port_.set_carrier(on); }

 private:
    Port& port_;
    bool is_on_ = true;
};

}  // namespace sara::at
