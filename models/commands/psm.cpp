#include "models/commands/psm.hpp"

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
      periodic_(parts.scheduler.timer(sim::patience("T3412"),
                                      [this] { parts_.registration.on_traffic(); })) {
    parts_.registration.listeners().add(*this);
    if (woken_from == nullptr) return;
    update_due_ = woken_from->update_due;
    is_early_ = parts_.scheduler.now() < update_due_;
    parts_.registration.resume(woken_from->plmn, !is_early_);
    parts_.contexts.resume(woken_from->connections);
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
    if (!resumed || !is_early_) return;
    periodic_.restart(update_due_ - parts_.scheduler.now());
    active_.restart(kEarlyWakeIdle);
}

void Psm::on_rrc_changed(bool connected) {
    is_early_ = false;
    active_.cancel();
    periodic_.cancel();
    if (connected) return leave();
    const auto& granted = parts_.registration.psm();
    const auto active = granted ? network::active_time(granted->active) : std::nullopt;
    const auto periodic = granted ? network::periodic_time(granted->periodic) : std::nullopt;
    if (!active || !periodic) return;
    update_due_ = parts_.scheduler.now() + *periodic;
    periodic_.restart(*periodic);
    active_.restart(*active);
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

network::Suspended Psm::suspend() const {
    network::Suspended kept{
        .plmn = parts_.registration.cell() ? parts_.registration.cell()->plmn : std::string(),
        .connections = {},
        .update_due = update_due_};
    for (const int cid : parts_.contexts.active()) {
        kept.connections[cid] = *parts_.contexts.connection(cid);
    }
    return kept;
}

}  // namespace sara::commands
