#pragma once

#include "models/listeners.hpp"
#include "models/network/bands.hpp"
#include "models/network/radio.hpp"
#include "models/network/registration_machine.hpp"
#include "models/network/sim_card.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sara::network {

enum class DetachedBy { Module, Network };

/// Who hears how the module stands with the network.
class RegistrationListener {
 public:
    /// State, serving cell or granted timers differ.
    virtual void on_registration_changed() {}

    /// +CSCON's signalling connection came or went.
    virtual void on_rrc_changed(bool /*connected*/) {}

    /// The network knows the module: PDN connections may come up.  `resumed`: service came back in
    /// the network where it was lost, and with it whatever was up.  [AD 7.4]
    virtual void on_attached(bool /*resumed*/) {}

    /// PDN connections are gone.
    virtual void on_detached(DetachedBy /*by*/) {}

    /// A search has ended, with or without success.
    virtual void on_search_ended() {}

 protected:
    ~RegistrationListener() = default;
};

/// How the network is chosen: <mode> of +COPS.
enum class PlmnSelection { Automatic = 0, Manual = 1, Deregistered = 2, ManualThenAutomatic = 4 };

/// The module on the network: search, attach, coverage, RRC connection.  [module-behaviour 9.1]
class Registration final : private RegistrationEffects, private RadioListener, private SimListener {
 public:
    Registration(sim::Scheduler& scheduler, sim::Trace& trace, Radio& radio, SimCard& sim,
                 const RadioChoice& choice);
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;
    ~Registration() override;

    /// +CFUN=1, or 0 and 4.
    void set_radio(bool on);

    /// +COPS=<mode>; a search begins, even where the module is registered.  `plmn` is of Manual.
    void select(PlmnSelection selection, std::string plmn = {});
    PlmnSelection selection() const { return selection_; }

    /// PSM timers to ask for; nothing: no PSM.  A registered module registers anew.  [AD 8.1]
    void want_psm(std::optional<PsmTimers> timers);

    /// The network `plmn` has kept the module attached over deep sleep: the first search of this
    /// boot resumes.  `updates`: with a tracking area update.  Before everything else.
    void resume(std::string plmn, bool updates);

    /// A fresh attach: +CGATT=1 and =0.
    void set_attach_wanted(bool wanted);

    RegistrationState state() const { return machine_.state(); }
    bool is_registered() const;
    bool is_searching() const { return state() == RegistrationState::Searching; }
    bool is_attached() const { return is_attached_; }
    bool is_radio_on() const { return is_radio_on_; }
    bool has_rrc() const { return rrc_.is_running(); }

    /// The serving cell; nothing unless registered.
    const std::optional<Cell>& cell() const { return cell_; }
    const std::optional<PsmTimers>& psm() const { return psm_; }

    /// EMM cause of the last rejection since the search began; 0 if there was none.
    int emm_cause() const { return emm_cause_; }

    /// Cells that the module's RAT and bands can hear now, the strongest first.
    std::vector<Cell> audible_cells() const;

    /// A search over all bands in use: +COPS=?, and how long until no cell counts as found.
    sim::Duration scan_time() const;

    /// Bytes in the air set up the RRC connection, or keep it; without registration there are none.
    void on_traffic();

    const Radio& radio() const { return radio_; }
    const RadioChoice& choice() const { return choice_; }
    Listeners<RegistrationListener>& listeners() { return listeners_; }

 private:
    // RegistrationEffects
    void entered(std::string_view state) override;
    void refused(std::string_view event) override;
    void start_search() override;
    void stop_search() override;
    void attach() override;
    void leave_cell() override;
    void detach() override;
    void be_detached() override;

    // RadioListener
    void on_cells_changed() override;
    void on_network_detach() override;
    void on_network_deactivation(int /*cid*/) override {}

    void on_sim_changed(SimState state) override;

    void apply_wishes();
    std::optional<Cell> best_cell() const;
    bool may_use(const Cell& cell) const;
    void look_for_cell();
    void on_answer();
    void on_nothing_found();
    void follow_serving_cell();
    void let_go(DetachedBy by);
    void keep_rrc();
    void tell();

    sim::Trace& trace_;
    Radio& radio_;
    SimCard& sim_;
    const RadioChoice choice_;
    RegistrationMachine machine_;
    Listeners<RegistrationListener> listeners_;

    bool is_radio_on_ = false;
    bool is_attach_wanted_ = true;
    PlmnSelection selection_ = PlmnSelection::Automatic;
    std::string wanted_plmn_;
    std::optional<PsmTimers> wanted_psm_;

    std::optional<Cell> cell_;
    std::optional<Cell> candidate_;      ///< where the attach request went
    std::string attached_plmn_;          ///< where what is attached was attached
    std::vector<std::string> rejected_;  ///< networks that this search has tried in vain
    std::optional<PsmTimers> psm_;
    bool is_attached_ = false;
    bool is_resuming_ = false;      ///< from deep sleep
    bool resumes_quietly_ = false;  ///< without signalling
    int emm_cause_ = 0;

    // What the machine's actions leave to be told when its new state is there.
    bool has_changed_ = false;
    bool has_attached_ = false;
    bool has_resumed_ = false;
    bool has_search_ended_ = false;
    std::optional<DetachedBy> detached_by_;

    sim::Timer answer_;   ///< the network's answer to the attach request
    sim::Timer give_up_;  ///< no cell anywhere
    sim::Timer rrc_;      ///< the RRC connection without traffic
};

}  // namespace sara::network
