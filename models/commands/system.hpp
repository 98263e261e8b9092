#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// Factory restore.  [module-behaviour 6.2]
class SystemCommands final : public at::Family {
 public:
    explicit SystemCommands(PortContext& context) : device_(context.device) {}
    static std::span<const at::Command<SystemCommands>> commands();

 private:
    at::Reply set_factory_restore(const at::Request& request);
    at::Reply read_factory_restore(const at::Request& request);

    Device& device_;
};

}  // namespace sara::commands
