#pragma once

#include "models/transition.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace sara::lwm2m {

/// Where the client stands with one server.
enum class ClientState {
    Idle,  ///< no network yet
    Registering,
    Registered,
    Updating,
    Deregistering,
    Deregistered,  ///< until reboot or +ULWM2MREG
    Failed         ///< until reboot, a new attach or +ULWM2MREG
};

/// What the table's actions do.  `entered` and `refused` are for the trace.
class ClientEffects {
 public:
    virtual ~ClientEffects() = default;

    virtual void entered(std::string_view state) = 0;
    virtual void refused(std::string_view event) = 0;

    virtual void send_register() = 0;
    virtual void send_update() = 0;
    virtual void send_deregister() = 0;
    virtual void start_lifetime() = 0;   ///< from this registration or update on
    virtual void remember_update() = 0;  ///< one is on its way that does not say the latest
    virtual void forget_registration() = 0;
    virtual void report_failure() = 0;
};

/// The registration with one server as a table.  Each function is an event.
class ClientMachine {
 public:
    explicit ClientMachine(ClientEffects& effects);
    ClientMachine(const ClientMachine&) = delete;
    ClientMachine& operator=(const ClientMachine&) = delete;
    ~ClientMachine();

    ClientState state() const;

    void network_found();      ///< attached, with a PDN connection
    void register_wanted();    ///< +ULWM2MREG
    void deregister_wanted();  ///< +ULWM2MDEREG
    void update_due();         ///< lifetime, a change, or the server's trigger
    void accepted();
    void refused();     ///< an error answer, or no way to ask
    void unknown();     ///< 4.04: the server has forgotten the registration
    void unanswered();  ///< nothing came to the last retransmission

    static std::vector<machine::Transition> transitions();

 private:
    struct Machine;
    std::unique_ptr<Machine> machine_;
};

std::string_view name_of(ClientState state);

}  // namespace sara::lwm2m
