#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// Clock, MNO profile and factory restore.  [module-behaviour 6.2, 7, 12]
class SystemCommands final : public at::Family {
 public:
    explicit SystemCommands(PortContext& context)
        : device_(context.device), settings_(context.settings) {}
    static std::span<const at::Command<SystemCommands>> commands();

 private:
    at::Reply set_clock(const at::Request& request);
    at::Reply read_clock(const at::Request& request);
    at::Reply set_factory_restore(const at::Request& request);
    at::Reply read_factory_restore(const at::Request& request);
    at::Reply set_mno_profile(const at::Request& request);
    at::Reply read_mno_profile(const at::Request& request);

    Device& device_;
    at::Settings& settings_;
};

}  // namespace sara::commands
