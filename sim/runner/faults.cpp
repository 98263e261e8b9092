#include "sim/runner/faults.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sara::sim {

namespace {

// What each kind of fault does, and undoes.

Line& line_of(Twin& twin, std::string_view port) {
    return *twin.line(port.empty() ? twin.ports().front() : port);
}

void begin(Twin& twin, const PowerLoss&) {
    twin.set_supply(false);
}
void undo(Twin& twin, const PowerLoss&) {
    twin.set_supply(true);
}

void begin(Twin& twin, const PinReset& reset) {
    twin.set_pin(reset.pin, false);
}
void undo(Twin& twin, const PinReset& reset) {
    twin.set_pin(reset.pin, true);
}

void begin(Twin& twin, const CableDetach& cable) {
    line_of(twin, cable.port).set_connected(false);
}
void undo(Twin& twin, const CableDetach& cable) {
    line_of(twin, cable.port).set_connected(true);
}

struct Row {
    std::string_view name;
    bool (*is)(const FaultKind& kind);
    void (*begin)(Twin& twin, const FaultKind& kind);
    void (*undo)(Twin& twin, const FaultKind& kind);
    std::optional<Duration> (*length)(const FaultKind& kind);
};

template <auto Member>
constexpr Row row(std::string_view name) {
    return {
        name, [](const FaultKind& kind) { return (kind.*Member).has_value(); },
        [](Twin& twin, const FaultKind& kind) { begin(twin, *(kind.*Member)); },
        [](Twin& twin, const FaultKind& kind) { undo(twin, *(kind.*Member)); },
        [](const FaultKind& kind) -> std::optional<Duration> { return (kind.*Member)->length; }};
}

constexpr auto kRows = std::to_array<Row>({
    row<&FaultKind::power_loss>("power_loss"),
    row<&FaultKind::reset>("reset"),
    row<&FaultKind::cable_detach>("cable_detach"),
});

const Row& row_of(const FaultKind& kind) {
    return *std::ranges::find_if(kRows, [&](const Row& candidate) { return candidate.is(kind); });
}

}  // namespace

Faults::Faults(Kernel& kernel, Twin& twin, std::span<const Fault> faults)
    : kernel_(kernel), twin_(twin), expects_supply_(twin.has_supply()) {
    for (const Fault& fault : faults) {
        Armed& armed = armed_.emplace_back();
        armed.fault = &fault;
        arm(armed);
    }
}

void Faults::arm(Armed& armed) {
    Armed* const one = &armed;
    armed.strike = kernel_.scheduler.timer("fault", [this, one] { strike(*one); });
    armed.end = kernel_.scheduler.timer("fault over", [this, one] { end(*one); });
    const FaultTime& when = armed.fault->when;
    if (when.at) armed.strike.restart(*when.at);
    if (when.flash_write) {
        awaited_write_ = one;
        twin_.cut_power_at_flash_write(*when.flash_write, when.torn);
    }
}

void Faults::on_happening(const Happening& happening) {
    for (Armed& armed : armed_) {
        const FaultTime& when = armed.fault->when;
        if (armed.struck || !when.match || !when.match->matches(happening)) continue;
        if (++armed.matches == when.count) armed.strike.restart({});
    }
}

void Faults::on_step_done(std::string_view label) {
    for (Armed& armed : armed_) {
        if (!armed.struck && armed.fault->when.step == label) armed.strike.restart({});
    }
}

void Faults::strike(Armed& armed) {
    const Row& kind = row_of(armed.fault->what);
    if (armed.fault->what.power_loss) expects_supply_ = false;
    armed.struck = true;
    trace(*armed.fault, kind.name);
    kind.begin(twin_, armed.fault->what);
    last(armed);
}

void Faults::last(Armed& armed) {
    const auto length = row_of(armed.fault->what).length(armed.fault->what);
    if (length) {
        armed.end.restart(*length);
    } else {
        armed.is_over = true;
    }
}

void Faults::end(Armed& armed) {
    if (armed.fault->what.power_loss) expects_supply_ = true;
    armed.is_over = true;
    trace(*armed.fault, "over");
    row_of(armed.fault->what).undo(twin_, armed.fault->what);
}

void Faults::look_for_power_cut() {
    if (!expects_supply_ || twin_.has_supply()) return;
    Armed& armed = *std::exchange(awaited_write_, nullptr);
    expects_supply_ = false;
    armed.struck = true;
    trace(*armed.fault, "power_loss");
    last(armed);
}

void Faults::set_supply(bool on) {
    expects_supply_ = on;
    twin_.set_supply(on);
}

bool Faults::is_over(std::string_view name) const {
    return std::ranges::any_of(
        armed_, [&](const Armed& armed) { return armed.fault->name == name && armed.is_over; });
}

std::optional<std::size_t> Faults::first_unfired() const {
    const auto found = std::ranges::find(armed_, false, &Armed::struck);
    if (found == armed_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - armed_.begin());
}

void Faults::trace(const Fault& fault, std::string_view what) {
    kernel_.trace.emit(RecordKind::Fault, fault.name, {{"what", what}});
}

}  // namespace sara::sim
