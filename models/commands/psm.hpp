#pragma once

#include "models/commands/functionality.hpp"
#include "models/commands/urc_broadcast.hpp"
#include "models/exclusion.hpp"
#include "models/network/pdp_contexts.hpp"
#include "models/network/registration.hpp"
#include "models/network/suspended.hpp"
#include "models/power/control.hpp"
#include "models/products/product.hpp"
#include "models/storage/nvm.hpp"
#include "sim/scheduler.hpp"

#include <optional>
#include <vector>

namespace sara::commands {

/// What keeps the module from deep sleep while it is awake: an AT port.
class Sleeper {
 public:
    virtual bool is_asleep() const = 0;

 protected:
    ~Sleeper() = default;
};

/// What keeps it from sleep for a moment: a session of the LwM2M client.  [ADG 8.3]
class Session {
 public:
    virtual bool is_under_way() const = 0;

 protected:
    ~Session() = default;
};

/// Power saving mode.  When T3324 has passed since the connection was released, the radio sleeps
/// until T3412; and if every AT port sleeps too, the module with it: deep sleep.  So it is between
/// the paging windows of a long eDRX cycle.  A firmware download keeps it awake.  [module-behaviour
/// 3, 11; R01 B]
class Psm final : private network::RegistrationListener {
 public:
    struct Parts {
        sim::Scheduler& scheduler;
        storage::Nvm& nvm;
        power::Control& control;
        network::Registration& registration;
        network::PdpContexts& contexts;
        const Exclusion& exclusion;
        Functionality& functionality;
        const products::Product& product;
        UrcBroadcast& urcs;
    };

    /// `woken_from`: the module was in deep sleep before this boot.
    Psm(const Parts& parts, const network::Suspended* woken_from);
    ~Psm();
    Psm(const Psm&) = delete;
    Psm& operator=(const Psm&) = delete;

    void add(const Sleeper& port);
    void remove(const Sleeper& port) { std::erase(ports_, &port); }

    /// Sleep waits while the session is under way; it has to outlive this.
    void wait_for(const Session& session) { session_ = &session; }

    /// A port has fallen asleep.
    void on_port_asleep();

    /// +USLEEP: the stack is down since an early wake.  [AD 8.4]
    void sleep_again();

    /// What deep sleep keeps.
    network::Suspended suspend() const;

 private:
    void on_rrc_changed(bool connected) override;
    void on_attached(bool resumed) override;

    /// How long the radio listens, and from its start to the next time.
    struct Plan {
        sim::Duration active;
        sim::Duration period;
        bool is_paging;
    };
    std::optional<Plan> plan() const;
    void follow(const Plan& plan);
    void on_period();

    void enter();
    void leave();
    bool may_sleep() const;
    bool is_in_session() const { return session_ != nullptr && session_->is_under_way(); }
    void report(std::string_view what) const;

    Parts parts_;
    std::vector<const Sleeper*> ports_;
    const Session* session_ = nullptr;
    bool is_radio_asleep_ = false;
    bool is_told_blocked_ = false;
    bool has_woken_;          ///< and nobody was told yet
    bool is_early_ = false;   ///< woken before T3412
    bool is_paging_ = false;  ///< eDRX, not PSM
    std::string plmn_;        ///< where deep sleep began
    sim::Time update_due_{};
    sim::Timer active_;    ///< T3324, and what stands for it after an early wake
    sim::Timer periodic_;  ///< T3412, or the next paging window
};

}  // namespace sara::commands
