#pragma once

#include "models/commands/delayed_answer.hpp"
#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"

#include <span>
#include <string>

namespace sara::commands {

/// The module's own IP connection: +UPSD, +UPSDA, +UPSND, +UDCONF, +UGCNTRD, +UPORTFWD.
/// [module-behaviour 10; at-commands 2.6]
class PsdCommands final : public at::Family, private network::PsdListener {
 public:
    explicit PsdCommands(PortContext& context)
        : context_(context),
          psd_(context.device.psd),
          subscription_(context.device.psd.profile_listeners(), *this),
          activation_(context.device.parts.scheduler, "PSD activation") {}
    static std::span<const at::Command<PsdCommands>> commands();

 private:
    at::Reply profile(const at::Request& request);
    at::Reply read_profile(const at::Request& request);
    at::Reply action(const at::Request& request);
    at::Reply status(const at::Request& request);
    at::Reply configure(const at::Request& request);
    at::Reply configurations(const at::Request& request);
    at::Reply traffic(const at::Request& request);
    at::Reply set_traffic(const at::Request& request);
    at::Reply forward_ports(const at::Request& request);

    at::Reply change(int number, const at::Request& request);
    at::Reply activate(int number);
    at::Reply deactivate(int number);
    void abort() { activation_.cancel(); }

    void on_profile_lost(int profile) override;

    PortContext& context_;
    network::PsdProfiles& psd_;
    Subscription<network::PsdListener> subscription_;
    DelayedAnswer activation_;
};

}  // namespace sara::commands
