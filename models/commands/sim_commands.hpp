#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <span>

namespace sara::commands {

/// The SIM: what is on it, its PIN, and what becomes of it.  [module-behaviour 8]
class SimCommands final : public at::Family, private network::SimListener {
 public:
    explicit SimCommands(PortContext& context)
        : context_(context),
          sim_(context.device.sim),
          subscription_(context.device.sim.listeners(), *this) {}
    static std::span<const at::Command<SimCommands>> commands();

 private:
    at::Reply iccid(const at::Request& request);
    at::Reply imsi(const at::Request& request);
    at::Reply own_number(const at::Request& request);
    at::Reply pin_state(const at::Request& request);
    at::Reply enter_pin(const at::Request& request);
    at::Reply tries(const at::Request& request);
    at::Reply lock(const at::Request& request);
    at::Reply locks(const at::Request& request);
    at::Reply change_password(const at::Request& request);
    at::Reply passwords(const at::Request& request);

    void on_sim_changed(network::SimState state) override;

    PortContext& context_;
    network::SimCard& sim_;
    Subscription<network::SimListener> subscription_;
};

}  // namespace sara::commands
