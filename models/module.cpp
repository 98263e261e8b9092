#include "models/module.hpp"

#include "models/commands/factory_restore.hpp"
#include "models/fault_injector.hpp"
#include "models/power/boot_rom.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace sara {

using namespace std::chrono_literals;

namespace {

constexpr std::array<std::string_view, 2> kPorts = {"uart", "aux"};
constexpr std::array<std::string_view, 2> kInputPins = {"PWR_ON", "RESET_N"};

constexpr sim::Duration kDrainPoll = 1ms;
/// A host that holds the module's output back (RTS) delays a reset no longer than this.  [assumed]
constexpr sim::Duration kDrainLimit = 1s;

}  // namespace

Module::Module(const sim::KernelView& kernel, const products::Product& product,
               products::Profile profile, std::unique_ptr<sim::Medium> medium,
               const network::NetworkSpec& network, const network::SimSpec& sim_card,
               const lwm2m::LwM2mSpec& lwm2m, std::shared_ptr<lwm2m::Campaigns> campaigns)
    : kernel_(kernel),
      product_(product),
      profile_(std::move(profile)),
      storage_(std::move(medium), product_, profile_, kernel.trace),
      flash_(storage_.flash()),
      uart_(kernel.scheduler, kernel.trace, std::string(kPorts[0])),
      aux_(kernel.scheduler, kernel.trace, std::string(kPorts[1])),
      pins_(kernel.scheduler, product_, *this),
      radio_(kernel.scheduler, network),
      card_(sim_card),
      internet_(kernel, radio_, network.link, network.servers, network.names),
      campaigns_(campaigns ? std::move(campaigns)
                           : std::make_shared<lwm2m::Campaigns>(lwm2m.campaigns)),
      lwm2m_servers_({kernel.scheduler, kernel.trace, internet_, *campaigns_}, lwm2m.servers),
      sms_(kernel.scheduler, {sim_card.number, profile_.service_centre, profile_.sms_submit},
           [this] {
               return std::string(clock_ ? clock_->text() : commands::RealTimeClock::kPowerOn);
           }),
      life_cycle_(*this),
      leave_(kernel.scheduler.timer("life-cycle", [this] { leave(); })),
      profile_restore_(
          kernel.scheduler.timer(sim::patience("MNO profile"), [this] { restore_mno_profile(); })),
      pulse_(kernel.scheduler.timer("pulse",
                                    [this] {
                                        pins_.set_pwr_on(true);
                                        pins_.set_reset_n(true);
                                    })),
      power_cut_(kernel.scheduler.timer("power cut", [this] { set_supply(false); })) {
    campaigns_->enrol(profile_.imei);
    storage_.flash().on_power_cut([this] { power_cut_.restart({}); });
}

Module::~Module() = default;

std::span<const std::string_view> Module::ports() const {
    return kPorts;
}

sim::Line* Module::line(std::string_view port) {
    if (port == kPorts[0]) return &uart_;
    if (port == kPorts[1]) return &aux_;
    return nullptr;
}

void Module::set_supply(bool on) {
    if (on == has_supply_) return;
    has_supply_ = on;
    if (on) {
        storage_.flash().revive();
        clock_.emplace(kernel_.scheduler);
        life_cycle_.supply_on(product_.cold_start == products::ColdStart::VccApplied);
    } else {
        life_cycle_.supply_off();
    }
}

void Module::switch_on() {
    set_supply(true);
    switch (life_cycle_.state()) {
        case power::State::PowerOff:
        case power::State::DeepSleep:
            pins_.set_pwr_on(false);
            return pulse_.restart(product_.pwr_on_min);
        case power::State::Halted:  // PWR_ON does nothing then  [module-behaviour 4]
            pins_.set_reset_n(false);
            return pulse_.restart(power::Pins::kResetLow);
        default:
            return;
    }
}

std::span<const std::string_view> Module::input_pins() const {
    return kInputPins;
}

bool Module::set_pin(std::string_view pin, bool high) {
    const bool is_pwr_on = pin == kInputPins[0];
    if (!is_pwr_on && pin != kInputPins[1]) return false;
    const bool was_high = is_pwr_on ? pins_.pwr_on() : pins_.reset_n();
    if (high != was_high) {
        kernel_.trace.emit(sim::RecordKind::Pin, "module", {{"pin", pin}, {"level", high}});
    }
    if (is_pwr_on) {
        pins_.set_pwr_on(high);
    } else {
        pins_.set_reset_n(high);
    }
    return true;
}

bool Module::is_ready() const {
    const power::State state = life_cycle_.state();
    return state == power::State::Active || state == power::State::FwUpdateMode;
}

void Module::cut_power_at_flash_write(std::uint64_t writes, bool torn) {
    storage_.flash().cut_at_write(writes, torn);
}

void Module::inject(std::string_view fault, const nlohmann::json& parameters, bool on) {
    const auto* operation = std::get_if<std::unique_ptr<Operation>>(&life_);
    commands::UrcBroadcast* const urcs = operation != nullptr ? &(*operation)->urcs() : nullptr;
    sara::inject({radio_, card_, internet_, storage_.flash(), thermometer_, install_faults_, sms_,
                  interference_, urcs},
                 fault, parameters, on);
}

std::vector<std::string> Module::interjections() const {
    const auto* operation = std::get_if<std::unique_ptr<Operation>>(&life_);
    if (operation == nullptr) return {};
    return (*operation)->interjections();
}

bool Module::shows(std::string_view fault, const nlohmann::json& parameters,
                   const sim::Record& record) const {
    return shows_fault(fault, parameters, record);
}

nlohmann::json Module::inspect() const {
    nlohmann::json document = storage_.to_json();
    document["product"] = product_.type_number;
    document["state"] = state();
    document["supply"] = has_supply_;
    document["pins"] = output_pins();
    document["lwm2m"] = lwm2m_servers_.to_json();
    document["campaigns"] = campaigns_->to_json(kernel_.scheduler.now().time_since_epoch());
    return document;
}

std::string Module::firmware() const {
    const auto info = storage_.image.info();
    return info ? info->modem_version + ',' + info->app_version : std::string();
}

std::string Module::report() const {
    return campaigns_->report(kernel_.scheduler.now().time_since_epoch());
}

/// What the host sees on the output pins.  [module-behaviour 3.1]
nlohmann::json Module::output_pins() const {
    using enum power::State;
    const power::State state = life_cycle_.state();
    const bool is_on =
        state != NotPowered && state != PowerOff && state != DeepSleep && state != Halted;
    // A firmware installation that reports nothing holds RXD low.  [R01 2.6.4]
    const auto& pending = storage_.journal.state().install;
    const bool is_silent = state == FwInstall && pending && !pending->urcs;
    return {{"V_INT", is_on},
            {"RXD", is_on && !is_silent},
            {"CTS", uart_.signal(sim::Signal::Cts)},
            {"PWR_ON", pins_.pwr_on()},
            {"RESET_N", pins_.reset_n()}};
}

// --- power::Effects

void Module::entered(std::string_view state) {
    kernel_.trace.emit(sim::RecordKind::State, "module", {{"state", state}});
}

void Module::refused(std::string_view event) {
    kernel_.trace.emit(sim::RecordKind::Note, "module", {{"refused", event}});
}

void Module::start_boot() {
    stop_everything();
    life_ = std::make_unique<update::FlashLoader>(kernel_.scheduler, kernel_.trace, uart_, storage_,
                                                  product_, profile_,
                                                  [this] { life_cycle_.flash_tool_found(); });
    phase_ = kernel_.scheduler.after(profile_.boot, "boot", [this] { finish_boot(); });
}

void Module::finish_boot() {
    life_ = std::monostate{};
    storage_.mount();
    life_cycle_.boot_done(power::decide(storage_.journal.state(), storage_.image.is_valid()));
}

void Module::start_operation() {
    commands::restore_factory_if_asked(storage_);
    const storage::ImageInfo firmware = *storage_.image.info();
    life_ =
        std::make_unique<Operation>(commands::Parts{kernel_.scheduler,
                                                    kernel_.trace,
                                                    product_,
                                                    profile_,
                                                    storage_,
                                                    *this,
                                                    *clock_,
                                                    radio_,
                                                    card_,
                                                    sms_,
                                                    internet_,
                                                    thermometer_,
                                                    interference_,
                                                    {firmware.modem_version, firmware.app_version},
                                                    suspended_ ? &*suspended_ : nullptr,
                                                    &install_faults_},
                                    uart_, aux_);
    suspended_.reset();
    if (storage_.journal.state().restore_mno_profile)
        profile_restore_.restart(profile_.ufota_profile_restore);
}

void Module::start_update_mode() {
    const storage::JournalState& journal = storage_.journal.state();
    const power::UpdatePort port = journal.update_mode.value_or(power::UpdatePort{});
    line_of(port.port).dce().set_signal(sim::Signal::Cts, true);
    life_ = std::make_unique<update::FoatMode>(kernel_.scheduler, reporter_for(port),
                                               storage_.files, profile_, journal.flash_dirty,
                                               static_cast<update::FoatListener&>(*this));
}

void Module::start_installation() {
    const storage::PendingInstall pending = *storage_.journal.state().install;
    std::optional<update::Reporter> reporter;
    if (pending.urcs) reporter = reporter_for(pending.port);
    auto installation = std::make_unique<update::Installation>(
        kernel_.scheduler, kernel_.trace, reporter, storage_, product_, profile_, install_faults_,
        static_cast<update::InstallListener&>(*this));
    update::Installation& started = *installation;
    life_ = std::move(installation);
    started.start();
}

void Module::start_shutdown() {
    stop_everything();
    card_.power_off();
    phase_ = kernel_.scheduler.after(profile_.shutdown, "shutdown",
                                     [this] { life_cycle_.shut_down_done(); });
}

void Module::start_deep_sleep() {
    suspended_ = std::get<std::unique_ptr<Operation>>(life_)->suspend();
    stop_everything();
    card_.power_off();
    const sim::Duration length = suspended_->update_due - kernel_.scheduler.now();
    phase_ = kernel_.scheduler.timer(sim::patience("deep sleep"), [this] { life_cycle_.wake(); });
    phase_.restart(std::max(length, sim::Duration{}));
}

void Module::start_reset() {
    stop_everything();
    suspended_.reset();
    if (!std::exchange(card_keeps_supply_, false)) card_.power_off();
    phase_ = kernel_.scheduler.timer("reset", [this] { life_cycle_.reset_done(); });
    if (pins_.reset_n()) phase_.restart(std::max(profile_.reboot - profile_.boot, sim::Duration{}));
}

void Module::on_reset_high() {
    if (life_cycle_.state() == power::State::Resetting) {
        phase_.restart(std::max(profile_.reboot - profile_.boot, sim::Duration{}));
    }
}

void Module::cut_power() {
    stop_everything();
    suspended_.reset();
    card_.power_off();
    clock_.reset();
}

void Module::power_off() {
    stop_everything();
    suspended_.reset();
    card_.power_off();
}

void Module::stop_everything() {
    life_ = std::monostate{};
    phase_ = {};
    leave_.cancel();
    profile_restore_.cancel();
    for (sim::Line* line : {&uart_, &aux_}) {
        line->dce().drop_pending();
        line->dce().set_signal(sim::Signal::Cts, false);
    }
}

update::Reporter Module::reporter_for(const power::UpdatePort& port) {
    return {line_of(port.port), port.baud, kernel_.trace};
}

// --- power::Control and what updates ask for: done from an event of their own, because it destroys
// --- whoever asks.

void Module::leave_soon(LeaveBy event, sim::Duration delay) {
    leave_by_ = event;
    leave_at_latest_ = kernel_.scheduler.now() + delay + kDrainLimit;
    leave_.restart(delay);
}

void Module::leave() {
    // What was said last has to be on the wire: a final result code, Xmodem's ACK, the last URC.
    const bool is_said = uart_.dce().pending() + aux_.dce().pending() == 0;
    if (!is_said && kernel_.scheduler.now() < leave_at_latest_) return leave_.restart(kDrainPoll);
    (life_cycle_.*leave_by_)();
}

void Module::shut_down(power::Shutdown /*how*/) {
    leave_soon(&power::LifeCycle::shut_down);
}
void Module::reset(power::Reset how) {
    card_keeps_supply_ = how == power::Reset::KeepSim;
    leave_soon(&power::LifeCycle::reset);
}
void Module::deep_sleep() {
    leave_soon(&power::LifeCycle::deep_sleep);
}
void Module::halt() {
    leave_soon(&power::LifeCycle::halt);
}

}  // namespace sara
