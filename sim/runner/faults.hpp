#pragma once

#include "sim/scenario/fault.hpp"
#include "sim/twin.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>

namespace sara::sim {

/// Lets the faults of a scenario strike.  A fault never strikes inside the event that triggers it
/// but in the next one at the same instant, so a power loss cannot pull the floor away from whoever
/// just traced a record.
class Faults {
 public:
    Faults(Kernel& kernel, Twin& twin, std::span<const Fault> faults);
    Faults(const Faults&) = delete;
    Faults& operator=(const Faults&) = delete;

    void on_happening(const Happening& happening);
    void on_step_done(std::string_view label);

    /// Called after every event: notices the power cut of a flash write.
    void look() {
        if (awaited_write_ != nullptr) look_for_power_cut();
    }

    /// The supply as the scenario's own steps want it.
    void set_supply(bool on);

    /// The fault has struck, and what it lasts is over.
    bool is_over(std::string_view name) const;

    /// Index of the first fault that never struck; nothing if all have.
    std::optional<std::size_t> first_unfired() const;

 private:
    struct Armed {
        const Fault* fault = nullptr;
        std::uint32_t matches = 0;
        bool struck = false;
        bool is_over = false;
        Timer strike = {};
        Timer end = {};
    };

    void arm(Armed& armed);
    void strike(Armed& armed);
    void last(Armed& armed);  ///< it has struck: lets it be over in time
    void end(Armed& armed);
    void look_for_power_cut();
    void trace(const Fault& fault, std::string_view what);

    Kernel& kernel_;
    Twin& twin_;
    std::deque<Armed> armed_;  // stays in place: timers point into it
    Armed* awaited_write_ = nullptr;
    bool expects_supply_;
};

}  // namespace sara::sim
