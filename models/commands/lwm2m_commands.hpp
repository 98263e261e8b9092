#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// The object tree by AT command, and the switches of the LwM2M client.  [lwm2m 2]
class Lwm2mCommands final : public at::Family {
 public:
    explicit Lwm2mCommands(PortContext& context) : context_(context) {}
    static std::span<const at::Command<Lwm2mCommands>> commands();

 private:
    at::Reply set_client(const at::Request& request);
    at::Reply read_extension(const at::Request& request);
    at::Reply list(const at::Request& request);
    at::Reply read(const at::Request& request);
    at::Reply write(const at::Request& request);
    at::Reply add(const at::Request& request);
    at::Reply remove_object(const at::Request& request);
    at::Reply create(const at::Request& request);
    at::Reply remove_instance(const at::Request& request);

    bool is_enabled() const;
    bool reset_client();
    lwm2m::Objects& objects() { return context_.device.objects; }

    PortContext& context_;
};

}  // namespace sara::commands
