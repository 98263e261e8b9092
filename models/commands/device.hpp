#pragma once

#include "models/at/surroundings.hpp"
#include "models/commands/dial_up.hpp"
#include "models/commands/functionality.hpp"
#include "models/commands/gpio.hpp"
#include "models/commands/internet_service.hpp"
#include "models/commands/lwm2m_execution.hpp"
#include "models/commands/lwm2m_service.hpp"
#include "models/commands/lwm2m_values.hpp"
#include "models/commands/psm.hpp"
#include "models/commands/real_time_clock.hpp"
#include "models/commands/sms_mailbox.hpp"
#include "models/commands/ufota_service.hpp"
#include "models/commands/urc_broadcast.hpp"
#include "models/exclusion.hpp"
#include "models/internet/tls.hpp"
#include "models/lwm2m/objects.hpp"
#include "models/network/network.hpp"
#include "models/network/pdp_contexts.hpp"
#include "models/network/psd_profiles.hpp"
#include "models/network/radio.hpp"
#include "models/network/registration.hpp"
#include "models/network/sim_card.hpp"
#include "models/power/control.hpp"
#include "models/power/thermometer.hpp"
#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/security_profiles.hpp"
#include "models/storage/storage.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <string>

namespace sara::commands {

/// Versions that the running image carries.
struct FirmwareIdentity {
    std::string modem;  ///< e.g. "03.15"
    std::string app;    ///< e.g. "A00.01"
};

/// What the module lends to its running firmware.
struct Parts {
    sim::Scheduler& scheduler;
    sim::Trace& trace;
    const products::Product& product;
    const products::Profile& profile;
    storage::Storage& storage;
    power::Control& control;
    RealTimeClock& clock;
    network::Radio& radio;
    network::SimChip& card;
    sms::Service& sms;
    network::Network& internet;
    power::Thermometer& thermometer;
    at::Interference& interference;
    FirmwareIdentity firmware;
    const network::Suspended* woken_from = nullptr;  ///< deep sleep; for the construction alone
    const update::InstallFaults* update_faults = nullptr;  ///< from outside; none without
};

/// What all AT ports of a running module share.  It lives from boot to the loss of power.
class Device final : public at::Surroundings {
 public:
    explicit Device(Parts lent);
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    std::optional<at::CmeError> sim_error() const override;
    bool is_stack_down() const override { return functionality.is_stack_down(); }
    sim::Duration take_storage_cost() override { return parts.storage.flash().take_cost(); }
    sim::Duration command_latency() const override { return parts.profile.command_latency; }

    at::Interference& interference() override { return parts.interference; }

    /// Unsolicited result codes that every AT port gets.
    UrcBroadcast& urcs() { return urcs_; }

    /// The +USIO variant this boot began with; a new one waits for the next.  [at-syntax 8.1]
    int usio() const { return usio_; }

    static constexpr int kUsioModemLines = 1;  ///< DSR and DCD are there
    static constexpr int kUsioTwoPorts = 2;    ///< the auxiliary UART is an AT port

    const Parts parts;
    network::SimCard sim;
    network::Registration registration;
    network::PdpContexts contexts;
    network::PsdProfiles psd;  ///< also the PacketService of internet clients
    Functionality functionality;
    Gpio gpio;
    storage::SecurityProfiles security_profiles;
    SmsMailbox sms;
    Exclusion exclusion;  ///< one firmware download at a time  [R01 B]

 private:
    UrcBroadcast urcs_;

 public:
    internet::Tls tls;
    InternetService internet;
    DialUp dial_up;
    UfotaService ufota;  ///< object 5
    Psm psm;
    Lwm2mValues lwm2m_values;
    /// The LwM2M client and its objects are there: +ULWM2M as it was at this boot.  [R03 3.1.1]
    bool has_lwm2m() const { return has_lwm2m_; }

    lwm2m::Objects objects;  ///< what LwM2M servers and +ULWM2MREAD see

 private:
    Lwm2mExecution lwm2m_execution_;

 public:
    Lwm2mService lwm2m_client;

 private:
    int usio_ = 0;
    bool has_lwm2m_ = true;
};

}  // namespace sara::commands
