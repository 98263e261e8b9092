#pragma once

#include "sim/line.hpp"
#include "sim/random.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

/// What one run shares: its clock, its trace and its seed.
struct Kernel {
    explicit Kernel(std::uint64_t seed_value) : seed(seed_value) {}
    Kernel(const Kernel&) = delete;
    Kernel& operator=(const Kernel&) = delete;

    Scheduler scheduler;
    Trace trace{scheduler};
    Seed seed;
};

/// What one of a run's devices sees of it: the clock is the same for all, the seed is its own, and
/// what it tells goes to the run's trace or to somebody who chooses from it.
struct KernelView {
    KernelView(Scheduler& its_scheduler, Trace& its_trace, Seed its_seed)
        : scheduler(its_scheduler), trace(its_trace), seed(its_seed) {}

    /// A device that is alone in its run.  NOLINTNEXTLINE(*-explicit-*): it has all of the kernel.
    KernelView(Kernel& kernel) : KernelView(kernel.scheduler, kernel.trace, kernel.seed) {}

    Scheduler& scheduler;
    Trace& trace;
    Seed seed;
};

/// The simulated device as its surroundings see it: plugs, pins and a window to look through.
/// A scenario, a pseudo-terminal and a fault drive it through this and know no more of it.
class Twin {
 public:
    virtual ~Twin() = default;

    /// Names of its serial ports, the one a host uses by default first, e.g. "uart", "aux".
    virtual std::span<const std::string_view> ports() const = 0;

    /// The wires of that port; nullptr if it has no such port.
    virtual Line* line(std::string_view port) = 0;

    /// Applies or removes the supply.  Removing it is a power cut: nothing gets a chance to save.
    virtual void set_supply(bool on) = 0;
    virtual bool has_supply() const = 0;

    /// Does what a host's board does to have it run: supply, and a pulse if it is off or asleep.
    virtual void switch_on() { set_supply(true); }

    /// Names of its input pins, e.g. "PWR_ON", "RESET_N".
    virtual std::span<const std::string_view> input_pins() const = 0;

    /// Drives an input pin; false if there is no such pin.
    virtual bool set_pin(std::string_view pin, bool high) = 0;

    /// Everything worth asserting on, as one document: `/state`, `/firmware`, `/files`, `/nvm` ...
    virtual nlohmann::json inspect() const = 0;

    /// Name of the state its life-cycle is in, e.g. "Active".
    virtual std::string_view state() const = 0;

    /// True while a host may talk to it: it answers AT or asks for a transfer.
    virtual bool is_ready() const = 0;

    /// True while it is ready, but for a file and not for AT.
    virtual bool asks_for_transfer() const { return false; }

    /// Cuts the power at the n-th flash write from now (1: the next one), which is left `torn`:
    /// partly done.  0 removes the cut.
    virtual void cut_power_at_flash_write(std::uint64_t writes, bool torn) = 0;

    /// Lets a fault that only this device knows begin, or end: one of World::faults() with what
    /// that says of it.  A fault that strikes once has no end.
    virtual void inject(std::string_view fault, const nlohmann::json& parameters, bool on);

    /// True if a record, traced since that fault began, shows its effect.
    virtual bool shows(std::string_view fault, const nlohmann::json& parameters,
                       const Record& record) const;

    /// What came of the run, in lines for a person; empty if there is nothing to tell.
    virtual std::string report() const { return {}; }

    /// How far the times of what it says may be off: those of a real device pass through the
    /// operating system.
    virtual Duration time_error() const { return {}; }

    /// How many devices there are, those without a host among them.
    virtual std::size_t devices() const { return 1; }

    /// What it might say unasked if a host were to hear it now: lines without their breaks, as its
    /// settings have it.  Empty while it would keep them back.
    virtual std::vector<std::string> interjections() const { return {}; }

    /// Flash writes so far, the one that lost its power among them.
    virtual std::uint64_t flash_writes() const = 0;
};

}  // namespace sara::sim
