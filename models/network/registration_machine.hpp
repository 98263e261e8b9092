#pragma once

#include "models/transition.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace sara::network {

/// Where the module stands with the network.  [module-behaviour 9.1]
enum class RegistrationState {
    Off,  ///< radio off, no SIM, or +COPS=2
    Searching,
    Home,
    Roaming,
    Denied,    ///< the network rejected the attach
    NoService  ///< no cell was found
};

/// What the table's actions do.  `entered` and `refused` are for the trace.
class RegistrationEffects {
 public:
    virtual ~RegistrationEffects() = default;

    virtual void entered(std::string_view state) = 0;
    virtual void refused(std::string_view event) = 0;

    virtual void start_search() = 0;
    virtual void stop_search() = 0;
    virtual void attach() = 0;       ///< ATTACH ACCEPT, or service resumes in the same network
    virtual void leave_cell() = 0;   ///< what was attached is kept for a while  [AD 7.4]
    virtual void detach() = 0;       ///< by the module: DETACH REQUEST, or the radio goes off
    virtual void be_detached() = 0;  ///< by the network
};

/// Registration as a table.  Each function is an event.
class RegistrationMachine {
 public:
    explicit RegistrationMachine(RegistrationEffects& effects);
    RegistrationMachine(const RegistrationMachine&) = delete;
    RegistrationMachine& operator=(const RegistrationMachine&) = delete;
    ~RegistrationMachine();

    RegistrationState state() const;

    void switched_on();   ///< +CFUN=1, +COPS=0/1, the SIM became ready
    void switched_off();  ///< +CFUN=0/4, +COPS=2, the SIM is gone
    void accepted(bool roaming);
    void rejected();
    void no_cell();
    void cells_changed();  ///< while there was nothing to register with
    void coverage_lost();
    void search_wanted();  ///< +COPS=0/1 while on; new PSM timers
    void network_detached();

    static std::vector<machine::Transition> transitions();

 private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

std::string_view name_of(RegistrationState state);

}  // namespace sara::network
