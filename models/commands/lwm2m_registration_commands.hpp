#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// Registrations of the LwM2M client: +ULWM2MREG, +ULWM2MDEREG.  [lwm2m 2]
class Lwm2mRegistrationCommands final : public at::Family {
 public:
    explicit Lwm2mRegistrationCommands(PortContext& context) : device_(context.device) {}
    static std::span<const at::Command<Lwm2mRegistrationCommands>> commands();

 private:
    at::Reply register_now(const at::Request& request);
    at::Reply read_servers(const at::Request& request);
    at::Reply deregister(const at::Request& request);

    Device& device_;
};

}  // namespace sara::commands
