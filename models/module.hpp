#pragma once

#include "models/at/interference.hpp"
#include "models/lwm2m/server.hpp"
#include "models/network/network_spec.hpp"
#include "models/network/sim_chip.hpp"
#include "models/network/suspended.hpp"
#include "models/network/virtual_network.hpp"
#include "models/network/virtual_radio.hpp"
#include "models/operation.hpp"
#include "models/power/control.hpp"
#include "models/power/life_cycle_machine.hpp"
#include "models/power/pins.hpp"
#include "models/power/thermometer.hpp"
#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/sms/virtual_service.hpp"
#include "models/storage/storage.hpp"
#include "models/update/flash_loader.hpp"
#include "models/update/foat_mode.hpp"
#include "models/update/installation.hpp"
#include "sim/line.hpp"
#include "sim/medium.hpp"
#include "sim/twin.hpp"

#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace sara {

/// A SARA-R5: wires the parts.  It owns what survives the supply (`Storage`) and, while powered,
/// what the supply keeps alive (`life_`): power loss destroys that, and with it every timer, buffer
/// and pending callback.
class Module final : public sim::Twin,
                     private power::Effects,
                     private power::PinListener,
                     private power::Control,
                     private update::FoatListener,
                     private update::InstallListener {
 public:
    /// `campaigns`: those that several modules share; without them the ones of `lwm2m`.
    /// Throws storage::WrongFlash if `medium` holds another module's flash, std::invalid_argument
    /// if the profile's sizes do not fit the flash map, network::BadNetwork.
    Module(const sim::KernelView& kernel, const products::Product& product,
           products::Profile profile, std::unique_ptr<sim::Medium> medium,
           const network::NetworkSpec& network = {}, const network::SimSpec& sim_card = {},
           const lwm2m::LwM2mSpec& lwm2m = {},
           std::shared_ptr<lwm2m::Campaigns> campaigns = nullptr);
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;
    ~Module() override;

    storage::Storage& storage() { return storage_; }
    const std::string& imei() const { return profile_.imei; }

    /// "<modem>,<app>" of the firmware in the slot; empty if there is none.
    std::string firmware() const;

    /// Applies VCC and, where product or state need it, a pulse on PWR_ON.  [DS 8.3]
    void switch_on() override;

    std::span<const std::string_view> ports() const override;
    sim::Line* line(std::string_view port) override;
    void set_supply(bool on) override;
    bool has_supply() const override { return has_supply_; }
    std::span<const std::string_view> input_pins() const override;
    bool set_pin(std::string_view pin, bool high) override;
    nlohmann::json inspect() const override;
    std::string report() const override;
    std::string_view state() const override { return name_of(life_cycle_.state()); }
    bool is_ready() const override;
    bool asks_for_transfer() const override {
        return life_cycle_.state() == power::State::FwUpdateMode;
    }
    std::uint64_t flash_writes() const override { return flash_.writes(); }
    void cut_power_at_flash_write(std::uint64_t writes, bool torn) override;
    std::vector<std::string> interjections() const override;
    void inject(std::string_view fault, const nlohmann::json& parameters, bool on) override;
    bool shows(std::string_view fault, const nlohmann::json& parameters,
               const sim::Record& record) const override;

 private:
    using Life = std::variant<std::monostate, std::unique_ptr<update::FlashLoader>,
                              std::unique_ptr<Operation>, std::unique_ptr<update::FoatMode>,
                              std::unique_ptr<update::Installation>>;

    // power::Effects
    void entered(std::string_view state) override;
    void refused(std::string_view event) override;
    void start_boot() override;
    void stop_boot() override { phase_ = {}; }
    void start_operation() override;
    void start_update_mode() override;
    void start_installation() override;
    void start_shutdown() override;
    void start_deep_sleep() override;
    void start_reset() override;
    void cut_power() override;
    void power_off() override;

    // power::PinListener
    void on_pwr_on_pulse() override { life_cycle_.pwr_on_pulse(); }
    void on_reset_low() override { life_cycle_.reset_pulled(); }
    void on_reset_high() override;
    void on_emergency_off() override { life_cycle_.emergency_off(); }

    // power::Control, called from within a command
    void shut_down(power::Shutdown how) override;
    void reset(power::Reset how) override;
    void deep_sleep() override;
    void halt() override;
    void start_foat(power::UpdatePort port) override;
    void start_install(power::UpdatePort port) override;
    void start_ufota(power::UpdatePort port, bool urcs) override;

    // update::FoatListener and update::InstallListener, called from within their owners
    void on_file_complete() override;
    void on_foat_timeout() override;
    void on_install_ended() override { leave_soon(&power::LifeCycle::reset); }
    void on_firmware_lost() override { leave_soon(&power::LifeCycle::update_mode_fell_back); }

    using LeaveBy = void (power::LifeCycle::*)();
    void leave_soon(LeaveBy event, sim::Duration delay = {});
    void leave();
    void stop_everything();
    void install(const storage::PendingInstall& pending);
    void restore_mno_profile();
    void finish_boot();
    update::Reporter reporter_for(const power::UpdatePort& port);
    sim::Line& line_of(int port) { return port == 2 ? aux_ : uart_; }
    nlohmann::json output_pins() const;

    const sim::KernelView kernel_;
    const products::Product& product_;
    const products::Profile profile_;
    storage::Storage storage_;
    storage::Flash& flash_;  ///< of storage_
    sim::Line uart_;
    sim::Line aux_;
    power::Pins pins_;
    network::VirtualRadio radio_;
    network::SimChip card_;
    network::VirtualNetwork internet_;
    std::shared_ptr<lwm2m::Campaigns> campaigns_;
    lwm2m::Servers lwm2m_servers_;
    sms::VirtualService sms_;
    power::Thermometer thermometer_;
    at::Interference interference_;
    update::InstallFaults install_faults_;
    bool card_keeps_supply_ = false;                ///< over the reset that is due
    std::optional<commands::RealTimeClock> clock_;  ///< runs from VCC alone
    bool has_supply_ = false;

    power::LifeCycle life_cycle_;
    Life life_;
    std::optional<network::Suspended> suspended_;  ///< deep sleep, and the boot that ends it
    sim::Timer phase_;                             ///< of booting, shutting down, resetting
    sim::Timer leave_;                             ///< what a command or an update asked for
    LeaveBy leave_by_ = nullptr;
    sim::Time leave_at_latest_{};
    sim::Timer profile_restore_;  ///< of the MNO profile, and the reboot that it takes
    sim::Timer pulse_;            ///< ends the one of switch_on
    sim::Timer power_cut_;        ///< the flash write in progress lost its supply
};

}  // namespace sara
