#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <span>
#include <string>

namespace sara::commands {

/// PSM and eDRX: what is asked of the network, and what it grants.  [module-behaviour 11]
class PowerSavingCommands final : public at::Family, private network::RegistrationListener {
 public:
    explicit PowerSavingCommands(PortContext& context)
        : context_(context), subscription_(context.device.registration.listeners(), *this) {}
    static std::span<const at::Command<PowerSavingCommands>> commands();

 private:
    at::Reply set_psm(const at::Request& request);
    at::Reply read_psm(const at::Request& request);
    at::Reply psm_values(const at::Request& request);
    at::Reply granted_psm(const at::Request& request);
    at::Reply set_edrx(const at::Request& request);
    at::Reply read_edrx(const at::Request& request);
    at::Reply sleep(const at::Request& request);
    at::Reply show_granted_edrx(const at::Request& request);

    void on_attached(bool resumed) override;
    std::string edrx_in_force() const;

    PortContext& context_;
    Subscription<network::RegistrationListener> subscription_;
};

}  // namespace sara::commands
