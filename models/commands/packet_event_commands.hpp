#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <list>
#include <span>
#include <string>
#include <string_view>

namespace sara::commands {

/// What happens to packet data, as +CGEV: +CGEREP.  [module-behaviour 9.4]
class PacketEventCommands final : public at::Family,
                                  private network::ContextListener,
                                  private network::RegistrationListener {
 public:
    explicit PacketEventCommands(PortContext& context);
    static std::span<const at::Command<PacketEventCommands>> commands();

 private:
    at::Reply report(const at::Request& request);

    void on_context_up(int cid) override;
    void on_context_down(int cid, network::ContextEnd how) override;
    void on_detached(network::DetachedBy by) override;
    void post_event(std::string_view event);

    PortContext& context_;
    Subscription<network::ContextListener> context_subscription_;
    Subscription<network::RegistrationListener> registration_subscription_;
    std::list<std::string> events_;  ///< while +CGEREP buffers them
};

}  // namespace sara::commands
