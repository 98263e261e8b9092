#pragma once

#include "models/at/pending.hpp"
#include "models/commands/port_context.hpp"
#include "models/network/network.hpp"
#include "models/result.hpp"
#include "sim/scheduler.hpp"

#include <memory>
#include <span>
#include <string>

namespace sara::commands {

/// Names and reachability: +UDNSRN, +UPING.  [at-commands 2.8]
class DnsCommands final : public at::Family {
 public:
    explicit DnsCommands(PortContext& context);
    static std::span<const at::Command<DnsCommands>> commands();

 private:
    at::Reply resolve(const at::Request& request);
    at::Reply ping(const at::Request& request);
    void report(const Result<std::string, network::Error>& answer);
    void finish(const Result<std::string, network::Error>& answer);

    PortContext& context_;
    Device& device_;
    at::PendingCommand command_;
    bool is_async_ = false;  ///< nobody waits for it: a URC tells the outcome
    std::unique_ptr<network::Query> query_;
    sim::Timer limit_;
};

}  // namespace sara::commands
