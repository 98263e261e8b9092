#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"
#include "sim/scheduler.hpp"

#include <span>
#include <string>

namespace sara::commands {

/// Which network: +COPS, +COPN, +CPLS, +CEER.  [module-behaviour 9.3]
class OperatorCommands final : public at::Family, private network::RegistrationListener {
 public:
    explicit OperatorCommands(PortContext& context);
    static std::span<const at::Command<OperatorCommands>> commands();

 private:
    at::Reply select(const at::Request& request);
    at::Reply read_selection(const at::Request& request);
    at::Reply scan(const at::Request& request);
    at::Reply names(const at::Request& request);
    at::Reply last_cause(const at::Request& request);
    void abort();

    at::Reply search(network::PlmnSelection selection, std::string plmn,
                     const at::Request& request);
    at::Reply deregister();
    at::Reply extended_scan(const at::Request& request);
    at::Reply answer_after_scan(const at::Request& request, bool extended);
    std::string networks() const;
    at::Reply cell_list() const;

    void on_search_ended() override;

    PortContext& context_;
    network::Registration& registration_;
    Subscription<network::RegistrationListener> subscription_;
    int format_ = 0;  ///< <format> of +COPS: V
    at::PendingCommand pending_;
    bool is_scan_extended_ = false;
    sim::Timer scan_;
};

}  // namespace sara::commands
