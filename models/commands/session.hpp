#pragma once

#include "models/commands/port_context.hpp"

#include <span>

namespace sara::commands {

/// How a port talks: echo, result codes, S-parameters, profiles, error reports, greeting.
/// [at-syntax 2; at-commands 1.7]
class SessionCommands final : public at::Family {
 public:
    explicit SessionCommands(PortContext& context)
        : context_(context), settings_(context.settings), nvm_(context.device.parts.storage.nvm) {}
    static std::span<const at::Command<SessionCommands>> commands();

 private:
    at::Reply factory(const at::Request& request);
    at::Reply store(const at::Request& request);
    at::Reply load(const at::Request& request);
    at::Reply view(const at::Request& request);
    at::Reply select(const at::Request& request);
    at::Reply set_greeting(const at::Request& request);
    at::Reply read_greeting(const at::Request& request);

    PortContext& context_;
    at::Settings& settings_;
    storage::Nvm& nvm_;
};

/// The text that a port sends at boot; nothing if +CSGT is off.
std::optional<std::string> greeting(const at::Settings& settings);

}  // namespace sara::commands
