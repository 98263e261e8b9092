#pragma once

#include "models/listeners.hpp"
#include "models/network/network_spec.hpp"
#include "models/network/radio.hpp"
#include "sim/scheduler.hpp"

#include <stdexcept>
#include <vector>

namespace sara::network {

/// A scenario's network has what is no address, cell identity or time.
class BadNetwork : public std::invalid_argument {
 public:
    using std::invalid_argument::invalid_argument;
};

/// The air as a scenario describes it.  It belongs to the world, not to the module: a module that
/// loses its supply finds it where time has brought it.
class VirtualRadio final : public Radio {
 public:
    /// Throws BadNetwork.
    VirtualRadio(sim::Scheduler& scheduler, const NetworkSpec& spec);
    VirtualRadio(const VirtualRadio&) = delete;
    VirtualRadio& operator=(const VirtualRadio&) = delete;

    std::span<const Cell> cells() const override { return heard_; }
    Operator operator_of(std::string_view plmn) const override;
    AttachVerdict attach(const Cell& cell, std::string_view home) const override;
    sim::Duration registration_time() const override { return spec_.register_time; }
    sim::Duration rrc_inactivity() const override { return spec_.rrc_inactivity; }
    std::optional<PsmTimers> grant(const PsmTimers& wanted) const override;
    std::optional<std::string> grant_edrx() const override;
    PdnGrant connect(int cid) const override;
    std::optional<LocalTime> time() const override;

    /// No cell is heard, whatever the scenario's network says; or again as it says.
    void set_silenced(bool silenced);

    /// Every attach is rejected with that EMM cause, and whoever is attached has to attach anew; 0:
    /// as the cells do.
    void set_rejecting(int cause);

    bool has_service() const override { return has_service_; }
    void set_service(bool served) override;
    void add(RadioListener& listener) override { listeners_.add(listener); }
    void remove(RadioListener& listener) override { listeners_.remove(listener); }

 private:
    struct Station {
        Cell cell;
        int reject_cause;
        sim::Time from;
        sim::Time until;
    };

    void listen();
    void blink();
    bool is_silent() const;
    void on_change();
    void on_event();
    std::optional<sim::Time> next_change() const;

    sim::Scheduler& scheduler_;
    NetworkSpec spec_;
    std::vector<Station> stations_;
    std::optional<Address> v4_;
    std::optional<Address> v6_;
    std::vector<Address> dns_;
    std::optional<LocalTime> time_at_start_;
    sim::Time started_;
    std::vector<Cell> heard_;
    bool has_service_ = true;
    Listeners<RadioListener> listeners_;
    bool is_silenced_ = false;
    int rejecting_ = 0;  ///< with that EMM cause; 0: not
    std::size_t next_event_ = 0;
    sim::Timer change_;
    sim::Timer event_;
};

}  // namespace sara::network
