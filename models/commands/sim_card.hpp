#pragma once

#include "models/at/errors.hpp"
#include "models/products/profile.hpp"
#include "sim/scheduler.hpp"

#include <optional>

namespace sara::commands {

/// The SIM as commands see it: busy until it is initialised after boot, or absent.
/// [module-behaviour 8]
class SimCard {
 public:
    SimCard(sim::Scheduler& scheduler, const products::Profile& profile);

    /// Why its files cannot be read now; nothing if they can.
    std::optional<at::CmeError> error() const;

    void deactivate();  ///< +CFUN=19: the card has no supply
    void activate();    ///< initialises a card that was deactivated

 private:
    const products::Profile& profile_;
    bool is_active_ = true;
    sim::Timer initialised_;
};

}  // namespace sara::commands
