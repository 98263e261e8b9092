#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// +UGPIOC, +UGPIOR, +UGPIOW.  [module-behaviour 12]
class GpioCommands final : public at::Family {
 public:
    explicit GpioCommands(PortContext& context) : gpio_(context.device.gpio) {}
    static std::span<const at::Command<GpioCommands>> commands();

 private:
    at::Reply configure(const at::Request& request);
    at::Reply list(const at::Request& request);
    at::Reply functions(const at::Request& request);
    at::Reply read(const at::Request& request);
    at::Reply readable(const at::Request& request);
    at::Reply write(const at::Request& request);
    at::Reply writable(const at::Request& request);

    Gpio& gpio_;
};

}  // namespace sara::commands
