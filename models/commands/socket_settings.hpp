#pragma once

#include "models/commands/port_context.hpp"
#include "models/internet/sockets.hpp"

#include <span>

namespace sara::commands {

/// What is known of a socket and can be set: +USOCTL, +USOSO, +USOGO, +USOSEC.  All errors are
/// plain ERROR.  [at-commands 2.7]
class SocketSettings final : public at::Family {
 public:
    explicit SocketSettings(PortContext& context)
        : is_01b_(context.device.parts.product.generation == products::Generation::B01),
          sockets_(context.device.internet.sockets) {}
    static std::span<const at::Command<SocketSettings>> commands();

 private:
    at::Reply control(const at::Request& request);
    at::Reply set_option(const at::Request& request);
    at::Reply get_option(const at::Request& request);
    at::Reply secure(const at::Request& request);

    internet::Socket* socket_of(const at::Request& request);
    at::Reply fail(internet::SocketError error);

    bool is_01b_;
    internet::Sockets& sockets_;
};

}  // namespace sara::commands
