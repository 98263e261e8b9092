#include "sim/runner/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace sara::sim {

namespace {

bool takes_supply(const FaultKind& kind) {
    return kind.power_loss || kind.vcc_dip;
}

/// A flash write at which the twin itself loses its power, in the middle of it if it is torn.
bool cuts_write(const Fault& fault) {
    return fault.when.flash_write && takes_supply(fault.what);
}

bool has_come(const ProgressPoint& point, const Happening& happening) {
    if (happening.record == nullptr || happening.record->kind != RecordKind::Progress) return false;
    const Field* const phase = happening.record->find("phase");
    const Field* const percent = happening.record->find("percent");
    if (phase == nullptr || percent == nullptr) return false;
    const auto* name = std::get_if<std::string_view>(&phase->value);
    const auto* number = std::get_if<std::int64_t>(&percent->value);
    return name != nullptr && *name == point.phase && number != nullptr && *number >= point.percent;
}

/// What is counted until it is the n-th.
bool counts(const Fault& fault, const Happening& happening) {
    const FaultTime& when = fault.when;
    if (when.match) return when.match->matches(happening);
    if (when.progress) return has_come(*when.progress, happening);
    return when.flash_write && !cuts_write(fault) && happening.record != nullptr &&
           happening.record->kind == RecordKind::Flash;
}

}  // namespace

Faults::Faults(Kernel& kernel, Twin& twin, std::span<const Fault> faults, StallingHost* host)
    : kernel_(kernel),
      twin_(twin),
      host_(host),
      writes_before_(twin.flash_writes()),
      expects_supply_(twin.has_supply()) {
    for (const Fault& fault : faults) add(fault);
}

void Faults::add(const Fault& fault) {
    await(arm(fault));
}

void Faults::strike_now(const Fault& fault) {
    strike(arm(fault));
}

Faults::Armed& Faults::arm(const Fault& fault) {
    const std::string stream = fmt::format("fault {} {}", armed_.size(), fault.name);
    Armed& armed = armed_.emplace_back(
        Armed{&fault, &row_of(fault.what), FaultSite{kernel_, twin_, host_, stream}});
    Armed* const one = &armed;
    armed.strike = kernel_.scheduler.timer("fault", [this, one] { strike(*one); });
    armed.end = kernel_.scheduler.timer("fault over", [this, one] { end(*one); });
    return armed;
}

void Faults::await(Armed& armed) {
    const FaultTime& when = armed.fault->when;
    if (when.at) armed.strike.restart(Time(*when.at) - kernel_.scheduler.now());
    if (when.event) await_event(*when.event);
    if (cuts_write(*armed.fault)) await_next_write();
}

void Faults::await_next_write() {
    awaited_write_ = nullptr;
    for (Armed& armed : armed_) {
        if (armed.fired || !cuts_write(*armed.fault)) continue;
        if (awaited_write_ == nullptr ||
            *armed.fault->when.flash_write < *awaited_write_->fault->when.flash_write)
            awaited_write_ = &armed;
    }
    if (awaited_write_ == nullptr) return;
    const FaultTime& when = awaited_write_->fault->when;
    const std::uint64_t done = twin_.flash_writes() - writes_before_;
    if (*when.flash_write > done)
        twin_.cut_power_at_flash_write(*when.flash_write - done, when.torn);
}

void Faults::on_happening(const Happening& happening) {
    for (Armed& armed : armed_) {
        if (armed.fired) {
            if (happening.record != nullptr) observe(armed, *happening.record);
        } else if (counts(*armed.fault, happening)) {
            const auto wanted = armed.fault->when.flash_write.value_or(armed.fault->when.count);
            if (++armed.matches == wanted) armed.strike.restart({});
        }
    }
}

void Faults::observe(Armed& armed, const Record& record) {
    if (armed.observed || record.kind == RecordKind::Fault) return;
    if (armed.kind->shows(armed.site, armed.fault->what, record)) armed.observed = record.time;
}

void Faults::on_step_done(std::string_view label) {
    for (Armed& armed : armed_) {
        if (!armed.fired && armed.fault->when.step == label) armed.strike.restart({});
    }
}

void Faults::strike_due() {
    next_event_ = std::numeric_limits<std::uint64_t>::max();
    for (Armed& armed : armed_) {
        const auto& event = armed.fault->when.event;
        if (!event || armed.fired) continue;
        if (*event <= kernel_.scheduler.fired()) {
            strike(armed);
        } else {
            await_event(*event);
        }
    }
}

void Faults::strike(Armed& armed) {
    if (takes_supply(armed.fault->what)) expects_supply_ = false;
    fire(armed);
    armed.kind->begin(armed.site, armed.fault->what);
    await_end(armed);
}

void Faults::fire(Armed& armed) {
    armed.fired = kernel_.scheduler.now();
    if (armed.fault->then == Then::Recover) want_recovery_ = true;
    trace(*armed.fault, name_of(armed.fault->what));
}

void Faults::await_end(Armed& armed) {
    const auto length = armed.kind->length(armed.fault->what);
    if (length) {
        armed.end.restart(*length);
    } else {
        armed.site.is_over = true;
    }
}

void Faults::end(Armed& armed) {
    if (takes_supply(armed.fault->what)) expects_supply_ = true;
    armed.site.is_over = true;
    trace(*armed.fault, "over");
    armed.kind->undo(armed.site, armed.fault->what);
}

void Faults::look_for_power_cut() {
    if (!expects_supply_ || twin_.has_supply()) return;
    Armed& armed = *awaited_write_;
    expects_supply_ = false;
    fire(armed);
    armed.observed = armed.fired;  // the supply went while nobody asked for it
    await_end(armed);
    await_next_write();
}

void Faults::set_supply(bool on) {
    expects_supply_ = on;
    twin_.set_supply(on);
}

bool Faults::last() const {
    return std::ranges::any_of(
        armed_, [](const Armed& armed) { return armed.fired && !armed.site.is_over; });
}

bool Faults::is_over(std::string_view name) const {
    return std::ranges::any_of(armed_, [&](const Armed& armed) {
        return armed.fault->name == name && armed.site.is_over;
    });
}

bool Faults::has_fired(std::string_view name) const {
    return std::ranges::any_of(armed_, [&](const Armed& armed) {
        return armed.fault->name == name && armed.fired.has_value();
    });
}

std::vector<std::string_view> Faults::struck() const {
    std::vector<std::string_view> kinds;
    for (const Armed& armed : armed_) {
        if (armed.fired) kinds.push_back(name_of(armed.fault->what));
    }
    return kinds;
}

std::vector<FaultEvidence> Faults::evidence() const {
    std::vector<FaultEvidence> all;
    for (const Armed& armed : armed_) {
        all.push_back({armed.fault->name, std::string(name_of(armed.fault->what)),
                       armed.fault->then, armed.fired, armed.observed});
    }
    return all;
}

void Faults::trace(const Fault& fault, std::string_view what) {
    kernel_.trace.emit(RecordKind::Fault, fault.name, {{"what", what}});
}

}  // namespace sara::sim
