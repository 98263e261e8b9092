#pragma once

#include "models/commands/port_context.hpp"
#include "models/storage/security_profiles.hpp"

#include <span>

namespace sara::commands {

/// TLS profiles: +USECPRF.  [security 2]
class SecurityProfileCommands final : public at::Family {
 public:
    explicit SecurityProfileCommands(PortContext& context)
        : is_01b_(context.device.parts.product.generation == products::Generation::B01),
          profiles_(context.device.security_profiles) {}
    static std::span<const at::Command<SecurityProfileCommands>> commands();

 private:
    at::Reply configure(const at::Request& request);
    at::Reply read(int profile, storage::SecurityOption option) const;
    at::Reply write(int profile, storage::SecurityOption option, const at::Request& request);
    at::Reply resume_sessions(int profile, const at::Request& request);

    bool is_01b_;
    storage::SecurityProfiles& profiles_;
};

}  // namespace sara::commands
