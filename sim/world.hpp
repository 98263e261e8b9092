#pragma once

#include "sim/host/tool.hpp"
#include "sim/invariant.hpp"
#include "sim/medium.hpp"
#include "sim/twin.hpp"
#include "sim/vocabulary/shape.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

struct Scenario;

/// What a scenario is played in: makes twins and whatever surrounds them, and says how a scenario
/// describes them.  One world serves any number of runs, so nothing of a run is kept in it.
class World {
 public:
    virtual ~World() = default;

    /// The keys of a scenario that furnish the world, e.g. "module", "network", "packages": the
    /// shape of a struct which `Scenario::furnishing` then holds.
    virtual const Shape& sections() const = 0;

    /// The faults that only this world's twins know, beside those of any: the shape of a struct
    /// with an optional member a kind.  What they do is Twin::inject.
    virtual const Shape& faults() const;

    /// The twin as the scenario describes it, living in `kernel`, its flash in memory.  Throws
    /// ScenarioError if what the sections say does not fit together.
    std::unique_ptr<Twin> make(const Scenario& scenario, Kernel& kernel) const {
        return make(scenario, kernel, nullptr);
    }

    /// As above with `flash`, of flash_bytes(): what it holds stays, and a virgin one is made as
    /// the scenario describes it.  nullptr: memory.
    virtual std::unique_ptr<Twin> make(const Scenario& scenario, Kernel& kernel,
                                       std::unique_ptr<Medium> flash) const = 0;

    /// Size of the flash in bytes.
    virtual std::size_t flash_bytes() const = 0;

    /// The bytes of a package the scenario declares; nothing if it declares none of that name.
    virtual std::optional<std::vector<std::uint8_t>> package(const Scenario& scenario,
                                                             std::string_view name) const = 0;

    /// Names of the programs that a host can run at a port, e.g. "easyflash".
    virtual std::span<const std::string_view> tools() const = 0;

    /// The program of that name, one of tools(), with what it is to bring.
    virtual std::unique_ptr<Tool> tool(std::string_view name,
                                       std::vector<std::uint8_t> payload) const = 0;

    /// What leads a port back to commands from whatever it is at: a host that lost track sends one
    /// after the other.
    virtual std::span<const std::string_view> escapes() const { return {}; }

    /// What must be true of a twin however a run went.
    virtual std::span<const Invariant> invariants() const { return {}; }

    /// What became of the twin, in few words for a table, e.g. "old firmware".
    virtual std::string outcome(const Aftermath& aftermath) const;
};

}  // namespace sara::sim
