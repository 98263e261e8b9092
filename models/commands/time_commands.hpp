#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <span>

namespace sara::commands {

/// The clock, and what the network's time (NITZ) does to it: +CCLK, +CTZU, +CTZR.
/// [module-behaviour 12]
class TimeCommands final : public at::Family, private network::RegistrationListener {
 public:
    explicit TimeCommands(PortContext& context)
        : context_(context), subscription_(context.device.registration.listeners(), *this) {}
    static std::span<const at::Command<TimeCommands>> commands();

 private:
    at::Reply set_clock(const at::Request& request);
    at::Reply read_clock(const at::Request& request);

    void on_attached(bool resumed) override;
    void report(const network::LocalTime& time) const;

    PortContext& context_;
    Subscription<network::RegistrationListener> subscription_;
};

}  // namespace sara::commands
