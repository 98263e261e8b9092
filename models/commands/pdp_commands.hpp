#pragma once

#include "models/commands/delayed_answer.hpp"
#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>

namespace sara::commands {

/// PDP contexts: +CGDCONT, +CGACT, +CGATT, +CGPADDR, +CGCONTRDP, +UAUTHREQ, +CEMODE.
/// [module-behaviour 10; at-commands 2.6]
class PdpCommands final : public at::Family, private network::RegistrationListener {
 public:
    explicit PdpCommands(PortContext& context);
    static std::span<const at::Command<PdpCommands>> commands();

 private:
    at::Reply define(const at::Request& request);
    at::Reply definitions(const at::Request& request);
    at::Reply definition_values(const at::Request& request);
    at::Reply activate(const at::Request& request);
    at::Reply change(bool up, std::optional<int> wanted);
    at::Reply activity(const at::Request& request);
    at::Reply attach(const at::Request& request);
    at::Reply attachment(const at::Request& request);
    at::Reply addresses(const at::Request& request);
    at::Reply address_cids(const at::Request& request);
    at::Reply parameters(const at::Request& request);
    at::Reply parameter_cids(const at::Request& request);
    at::Reply authenticate(const at::Request& request);

    void abort();

    void on_search_ended() override;

    std::string addresses_of(int cid) const;
    std::string active_cids(std::string_view command) const;
    void add_parameters(int cid, std::string& text) const;

    PortContext& context_;
    network::PdpContexts& contexts_;
    network::Registration& registration_;
    Subscription<network::RegistrationListener> registration_subscription_;
    at::PendingCommand pending_;  ///< +CGATT=1
    DelayedAnswer signalling_;
};

}  // namespace sara::commands
