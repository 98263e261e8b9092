#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// What a host sets up of the GNSS receiver before it switches it on: +UGPRF.  [at-commands 2.13]
class GnssCommands final : public at::Family {
 public:
    explicit GnssCommands(PortContext& context) : settings_(context.settings) {}
    static std::span<const at::Command<GnssCommands>> commands();

 private:
    at::Reply set_profile(const at::Request& request);

    at::Settings& settings_;
};

}  // namespace sara::commands
