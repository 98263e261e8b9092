#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <span>

namespace sara::commands {

/// How the module stands with the network: +CREG, +CGREG, +CEREG, +UREG, +CSCON, and their URCs.
/// [module-behaviour 9.2]
class RegistrationCommands final : public at::Family, private network::RegistrationListener {
 public:
    explicit RegistrationCommands(PortContext& context);
    static std::span<const at::Command<RegistrationCommands>> commands();

    /// What is reported, at one moment.
    struct Standing {
        network::RegistrationState state = network::RegistrationState::Off;
        std::optional<network::Cell> cell;
        std::optional<network::PsmTimers> psm;
        int emm_cause = 0;
    };

 private:
    at::Reply read_creg(const at::Request& request);
    at::Reply read_cgreg(const at::Request& request);
    at::Reply read_cereg(const at::Request& request);
    at::Reply read_ureg(const at::Request& request);
    at::Reply read_cscon(const at::Request& request);

    void on_registration_changed() override;
    void on_rrc_changed(bool connected) override;

    Standing standing() const;
    int mode(std::string_view command) const;

    PortContext& context_;
    network::Registration& registration_;
    Subscription<network::RegistrationListener> subscription_;
    Standing told_;
};

}  // namespace sara::commands
