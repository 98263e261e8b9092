#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <span>

namespace sara::commands {

/// What the radio is to use after the next boot: +UMNOPROF, +URAT, +UBANDMASK, +WS46.
/// [module-behaviour 7]
class RadioCommands final : public at::Family, private network::SimListener {
 public:
    explicit RadioCommands(PortContext& context)
        : context_(context), subscription_(context.device.sim.listeners(), *this) {}
    static std::span<const at::Command<RadioCommands>> commands();

 private:
    at::Reply set_profile(const at::Request& request);
    at::Reply read_profile(const at::Request& request);
    at::Reply set_rat(const at::Request& request);
    at::Reply rats(const at::Request& request);
    at::Reply set_bands(const at::Request& request);
    at::Reply read_bands(const at::Request& request);
    at::Reply bands(const at::Request& request);
    at::Reply read_stack(const at::Request& request);
    at::Reply stacks(const at::Request& request);

    void on_sim_changed(network::SimState state) override;
    bool has_nb_iot() const;

    PortContext& context_;
    Subscription<network::SimListener> subscription_;
};

}  // namespace sara::commands
