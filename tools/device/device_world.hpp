#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world.hpp"

#include <string>
#include <vector>

namespace sara::tools {

/// A world whose module is a real one at a serial device; packages and programs are those of the
/// simulated world.
class DeviceWorld final : public sim::World {
 public:
    DeviceWorld(const sim::World& simulated, std::string path);

    using sim::World::make;
    const sim::Shape& sections() const override { return simulated_.sections(); }
    const sim::Shape& faults() const override { return simulated_.faults(); }
    std::unique_ptr<sim::Twin> make(const sim::Scenario& scenario, sim::Kernel& kernel,
                                    std::unique_ptr<sim::Medium> flash) const override;
    std::size_t flash_bytes() const override { return simulated_.flash_bytes(); }
    std::optional<std::vector<std::uint8_t>> package(const sim::Scenario& scenario,
                                                     std::string_view name) const override {
        return simulated_.package(scenario, name);
    }
    std::span<const std::string_view> tools() const override { return simulated_.tools(); }
    std::unique_ptr<sim::Tool> tool(std::string_view name,
                                    std::vector<std::uint8_t> payload) const override {
        return simulated_.tool(name, std::move(payload));
    }

 private:
    const sim::World& simulated_;
    std::string path_;
};

/// What of a scenario can be played on a device.
struct DevicePart {
    sim::Scenario scenario;             ///< looks into the module do nothing in it
    std::vector<std::string> left_out;  ///< JSON pointers of those
    std::string obstacle;               ///< why nothing of it can be; "" if it can
};
DevicePart device_part_of(const sim::Scenario& scenario);

}  // namespace sara::tools
