#pragma once

#include "models/commands/port_context.hpp"
#include "models/storage/rot_store.hpp"
#include "sim/scheduler.hpp"

#include <span>
#include <string>

namespace sara::commands {

/// The RoT chip: its firmware (+USECFW), the secure data suite's switch (+USECMODE) and the suite's
/// commands, which a chip that was never personalized refuses.  [security 4, 5, 6]
class RootOfTrustCommands final : public at::Family {
 public:
    explicit RootOfTrustCommands(PortContext& context);
    static std::span<const at::Command<RootOfTrustCommands>> commands();

 private:
    at::Reply firmware(const at::Request& request);
    at::Reply start_update(const at::Request& request);
    void end_update();
    at::Reply identity(const at::Request& request);
    at::Reply device_state(const at::Request& request);
    at::Reply refuse(const at::Request& request);

    bool is_chip_current() const;
    bool is_suite_on() const { return settings_.number("+USECMODE") != 0; }

    Device& device_;
    at::Settings& settings_;
    storage::RotStore& rot_;
    sim::Timer update_;
    at::PendingCommand waiting_;  ///< for the update
};

}  // namespace sara::commands
