#include "models/commands/psm.hpp"

#include "models/commands/edrx.hpp"
#include "models/network/psm_timers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sara::commands {

namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kEarlyWakeIdle = 6s;    // [module-behaviour 3]
constexpr sim::Duration kBlockedRetry = 1s;     // [assumed]
constexpr sim::Duration kSessionRetry = 100ms;  // [assumed]
constexpr std::string_view kBlocked = "2,1";    // <client> of a firmware download  [assumed]

}  // namespace

Psm::Psm(const Parts& parts, const network::Suspended* woken_from)
    : parts_(parts),
      has_woken_(woken_from != nullptr),
      active_(parts.scheduler.timer(sim::patience("T3324"), [this] { enter(); })),
      periodic_(parts.scheduler.timer(sim::patience("T3412"), [this] { on_period(); })) {
    parts_.registration.listeners().add(*this);
    if (woken_from == nullptr) return;
    update_due_ = woken_from->update_due;
    is_early_ = parts_.scheduler.now() < update_due_;
    is_paging_ = woken_from->is_paging;
    plmn_ = woken_from->plmn;
    parts_.registration.resume(plmn_, !is_early_ && !is_paging_);
    parts_.contexts.resume(woken_from->connections);
    if (parts_.functionality.is_stack_down()) {
        periodic_.restart(update_due_ - parts_.scheduler.now());
    }
}

Psm::~Psm() {
    parts_.registration.listeners().remove(*this);
}

void Psm::add(const Sleeper& port) {
    ports_.push_back(&port);
    if (std::exchange(has_woken_, false)) report("0");
}

void Psm::report(std::string_view what) const {
    if (parts_.nvm.get("+UPSMR") == "1") parts_.urcs.post(fmt::format("+UUPSMR: {}", what));
}

// --- the radio

// The tracking area update makes a connection of its own.  Without one the module looks for work
// for a while, and sleeps again.
void Psm::on_attached(bool resumed) {
    if (!resumed) return;
    if (is_early_) {
        periodic_.restart(std::max(update_due_ - parts_.scheduler.now(), sim::Duration{}));
        active_.restart(kEarlyWakeIdle);
    } else if (is_paging_ && !parts_.registration.has_rrc()) {
        if (const auto window = plan()) follow(*window);
    }
}

void Psm::on_rrc_changed(bool connected) {
    is_early_ = false;
    active_.cancel();
    periodic_.cancel();
    if (connected) return leave();
    if (const auto next = plan()) follow(*next);
}

// PSM goes before eDRX.  [assumed]
std::optional<Psm::Plan> Psm::plan() const {
    const auto& granted = parts_.registration.psm();
    const auto active = granted ? network::active_time(granted->active) : std::nullopt;
    const auto periodic = granted ? network::periodic_time(granted->periodic) : std::nullopt;
    if (active && periodic) return Plan{*active, *periodic, false};
    const auto edrx = granted_edrx(parts_.nvm, parts_.registration);
    const bool sleeps = parts_.product.generation == products::Generation::B01 &&
                        has_psm_version_bit(parts_.nvm, kSleepsBetweenWindows);
    if (!edrx || !sleeps || edrx->cycle_time() < kLeastSleepingCycle) return std::nullopt;
    return Plan{edrx->window_time(), edrx->cycle_time(), true};
}

void Psm::follow(const Plan& plan) {
    is_paging_ = plan.is_paging;
    update_due_ = parts_.scheduler.now() + plan.period;
    periodic_.restart(plan.period);
    active_.restart(plan.active);
}

// A tracking area update, or a paging window without any signalling.
void Psm::on_period() {
    if (parts_.functionality.is_stack_down()) {
        is_early_ = false;
        parts_.registration.resume(plmn_, !is_paging_);
        return parts_.functionality.restore_stack();
    }
    if (!is_paging_) return parts_.registration.on_traffic();
    is_early_ = false;
    leave();
    if (const auto window = plan()) follow(*window);
}

void Psm::leave() {
    is_told_blocked_ = false;
    if (std::exchange(is_radio_asleep_, false)) report("0");
}

// --- sleep

void Psm::enter() {
    if (parts_.exclusion.active()) {
        if (!std::exchange(is_told_blocked_, true)) report(kBlocked);
        return active_.restart(kBlockedRetry);
    }
    if (is_in_session()) return active_.restart(kSessionRetry);
    const bool deep = may_sleep();  // before the URC wakes the ports
    is_radio_asleep_ = true;
    report("1");
    if (deep) parts_.control.deep_sleep();
}

bool Psm::may_sleep() const {
    return !ports_.empty() && !parts_.exclusion.active() && !is_in_session() &&
           std::ranges::all_of(ports_, &Sleeper::is_asleep);
}

void Psm::on_port_asleep() {
    if (is_radio_asleep_ && may_sleep()) parts_.control.deep_sleep();
}

void Psm::sleep_again() {
    report("1");
    parts_.control.deep_sleep();
}

network::Suspended Psm::suspend() const {
    network::Suspended kept{
        .plmn = parts_.registration.cell() ? parts_.registration.cell()->plmn : plmn_,
        .connections = {},
        .update_due = update_due_,
        .is_paging = is_paging_};
    for (const int cid : parts_.contexts.active()) {
        kept.connections[cid] = *parts_.contexts.connection(cid);
    }
    return kept;
}

}  // namespace sara::commands
