#pragma once

#include "sim/runner/fault_kinds.hpp"
#include "sim/scenario/fault.hpp"
#include "sim/twin.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

/// What is known of a fault: a run proves something about it only if it fired and was observed.
struct FaultEvidence {
    std::string name;  ///< as the scenario calls it
    std::string kind;  ///< e.g. "power_loss"
    Then then = Then::Continue;
    std::optional<Time> fired;     ///< nothing: it was only armed
    std::optional<Time> observed;  ///< when the trace first showed its effect
};

/// Lets the faults of a scenario strike.  A fault never strikes inside the event that triggers it
/// but in the next one at the same instant, so a power loss cannot pull the floor away from whoever
/// just traced a record.
class Faults {
 public:
    /// `host`: who stalls at a host_stall; nullptr: nobody can.
    Faults(Kernel& kernel, Twin& twin, std::span<const Fault> faults, StallingHost* host = nullptr);
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    /// One more, which outlives this; its times, events and flash writes count from the start.
    void add(const Fault& fault);

    /// One more, at once: to be called between events.
    void strike_now(const Fault& fault);

    void on_happening(const Happening& happening);
    void on_step_done(std::string_view label);

    /// Called after every event: notices the power cut of a flash write, and the event's number.
    void look() {
        if (awaited_write_ != nullptr) look_for_power_cut();
        if (kernel_.scheduler.fired() >= next_event_) strike_due();
    }

    /// A fault after which the host only recovers has struck.
    bool want_recovery() const { return want_recovery_; }

    /// Something that has struck still lasts.
    bool last() const;

    /// Kinds of those that have struck.
    std::vector<std::string_view> struck() const;

    /// The supply as the scenario's own steps want it.
    void set_supply(bool on);

    /// The fault has struck, and what it lasts is over.
    bool is_over(std::string_view name) const;

    /// A fault of that name has struck.
    bool has_fired(std::string_view name) const;

    /// Of each fault, in the scenario's order.
    std::vector<FaultEvidence> evidence() const;

 private:
    struct Armed {
        const Fault* fault = nullptr;
        const FaultRow* kind = nullptr;
        FaultSite site;
        std::uint32_t matches = 0;
        std::optional<Time> fired = {};
        std::optional<Time> observed = {};
        Timer strike = {};
        Timer end = {};
    };

    Armed& arm(const Fault& fault);
    void await(Armed& armed);
    void await_event(std::uint64_t number) { next_event_ = std::min(next_event_, number); }
    void await_next_write();
    void strike(Armed& armed);
    void fire(Armed& armed);       ///< it has struck, or is about to
    void await_end(Armed& armed);  ///< it has struck: lets it be over in time
    void end(Armed& armed);
    void strike_due();
    void look_for_power_cut();
    void observe(Armed& armed, const Record& record);
    void trace(const Fault& fault, std::string_view what);

    Kernel& kernel_;
    Twin& twin_;
    StallingHost* host_;
    std::deque<Armed> armed_;                // stays in place: timers point into it
    Armed* awaited_write_ = nullptr;         ///< its cut is set
    std::uint64_t next_event_ = UINT64_MAX;  ///< the first one that a fault waits for
    std::uint64_t writes_before_;            ///< the run
    bool expects_supply_;
    bool want_recovery_ = false;
};

}  // namespace sara::sim
