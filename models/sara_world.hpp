#pragma once

#include "models/invariants.hpp"
#include "sim/world.hpp"

namespace sara {

/// The world of a SARA-R5: what "module" and "packages" of a scenario mean.
class SaraWorld final : public sim::World {
 public:
    using sim::World::make;

    const sim::Shape& sections() const override;

    /// DeviceFaults
    const sim::Shape& faults() const override;

    /// Also throws storage::WrongFlash if `flash` holds another module's.
    std::unique_ptr<sim::Twin> make(const sim::Scenario& scenario, sim::Kernel& kernel,
                                    std::unique_ptr<sim::Medium> flash) const override;
    std::size_t flash_bytes() const override;
    std::optional<std::vector<std::uint8_t>> package(const sim::Scenario& scenario,
                                                     std::string_view name) const override;

    /// "easyflash" brings a .dof package to a module that is booting.  [R01 6]
    std::span<const std::string_view> tools() const override;
    std::unique_ptr<sim::Tool> tool(std::string_view name,
                                    std::vector<std::uint8_t> payload) const override;

    std::span<const std::string_view> escapes() const override;
    std::span<const sim::Invariant> invariants() const override { return sara::invariants(); }
    std::string outcome(const sim::Aftermath& aftermath) const override {
        return outcome_of(aftermath);
    }
};

}  // namespace sara
