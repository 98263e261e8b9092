#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/twin.hpp"
#include "sim/world.hpp"
#include "tools/commands/live_options.hpp"

#include <nlohmann/json.hpp>

#include <memory>

namespace sara::tools {

/// A module in a world, as the command line furnishes them.
class LiveTwin {
 public:
    /// Throws BadInput, ScenarioError or SetupError.
    LiveTwin(const sim::World& world, const LiveOptions& options);

    sim::Kernel& kernel() { return kernel_; }
    sim::Twin& twin() { return *twin_; }
    const std::string& title() const { return scenario_.title; }

    /// The scenario that furnishes it, without steps, faults and asserts.
    nlohmann::json furnishing() const;

    /// The UART that a host uses by default.
    sim::Line& primary_line() { return *twin_->line(twin_->ports().front()); }

 private:
    LiveTwin(const sim::World& world, const LiveOptions& options,
             std::unique_ptr<sim::Medium> flash);

    std::string text_;  ///< of the scenario
    sim::Scenario scenario_;
    sim::Kernel kernel_;
    std::unique_ptr<sim::Twin> twin_;
};

}  // namespace sara::tools
