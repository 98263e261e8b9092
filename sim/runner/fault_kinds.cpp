#include "sim/runner/fault_kinds.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace sara::sim {

namespace {

// What each kind of fault does, undoes, and which record of the trace shows that it did.

std::string_view port_of(const FaultSite& site, const std::string& port) {
    return port.empty() ? site.twin.ports().front() : std::string_view(port);
}
Line& line_of(const FaultSite& site, const std::string& port) {
    return *site.twin.line(port_of(site, port));
}
bool carries(const Record& record, std::string_view mark) {
    const Field* const field = record.find(mark);
    const bool* const is_set = field == nullptr ? nullptr : std::get_if<bool>(&field->value);
    return is_set != nullptr && *is_set;
}

/// The wire's record says "to the module" as Rx, as the module hears it.
bool is_on(const Record& record, Wires wires) {
    if (record.kind == RecordKind::Rx) return wires != Wires::ToHost;
    return record.kind == RecordKind::Tx && wires != Wires::ToModule;
}

// A device whose supply, reset or power-on pin did something is in another state.
template <class Kind>
bool shows(const FaultSite&, const Kind&, const Record& record) {
    return record.kind == RecordKind::State;
}

void begin(FaultSite& site, const PowerLoss&) {
    site.twin.set_supply(false);
}
void undo(FaultSite& site, const PowerLoss&) {
    site.twin.set_supply(true);
}

void begin(FaultSite& site, const SupplyDip&) {
    site.twin.set_supply(false);
}
void undo(FaultSite& site, const SupplyDip&) {
    site.twin.set_supply(true);
}

void begin(FaultSite& site, const PinReset& reset) {
    site.twin.set_pin(reset.pin, false);
}
void undo(FaultSite& site, const PinReset& reset) {
    site.twin.set_pin(reset.pin, true);
}

void begin(FaultSite& site, const PinPulse& pulse) {
    site.twin.set_pin(pulse.pin, false);
}
void undo(FaultSite& site, const PinPulse& pulse) {
    site.twin.set_pin(pulse.pin, true);
}
/// A pulse that is too short or too long to do anything is one all the same: the pin moved.
bool shows(const FaultSite&, const PinPulse& pulse, const Record& record) {
    const Field* const pin = record.kind == RecordKind::Pin ? record.find("pin") : nullptr;
    const auto* const name = pin == nullptr ? nullptr : std::get_if<std::string_view>(&pin->value);
    return name != nullptr && *name == pulse.pin;
}

void set_detached(FaultSite& site, const CableDetach& cable, bool detached) {
    Line& line = line_of(site, cable.port);
    if (cable.wires == Wires::Both) line.set_connected(!detached);
    if (cable.wires == Wires::ToModule) line.dte().set_broken(detached);
    if (cable.wires == Wires::ToHost) line.dce().set_broken(detached);
}
void begin(FaultSite& site, const CableDetach& cable) {
    set_detached(site, cable, true);
}
void undo(FaultSite& site, const CableDetach& cable) {
    set_detached(site, cable, false);
}
bool shows(const FaultSite& site, const CableDetach& cable, const Record& record) {
    return record.source == port_of(site, cable.port) && record.find("lost") != nullptr;
}

void begin(FaultSite& site, const NoisyLine& noisy) {
    Line& line = line_of(site, noisy.port);
    const NoiseOptions options{noisy.bit_errors, noisy.burst, noisy.dropped, noisy.duplicated};
    const auto spoil = [&](LineEnd& sender, std::unique_ptr<LineNoise>& noise,
                           std::string_view way) {
        noise = std::make_unique<LineNoise>(
            options, site.kernel.seed.stream(site.stream + std::string(way)));
        sender.set_filter(noise.get());
    };
    if (noisy.wires != Wires::ToHost) spoil(line.dte(), site.to_module, " to module");
    if (noisy.wires != Wires::ToModule) spoil(line.dce(), site.to_host, " to host");
}
void undo(FaultSite& site, const NoisyLine& noisy) {
    Line& line = line_of(site, noisy.port);
    // A later fault may have put its own noise in place of this one.
    if (line.dte().filter() == site.to_module.get()) line.dte().set_filter(nullptr);
    if (line.dce().filter() == site.to_host.get()) line.dce().set_filter(nullptr);
}
bool shows(const FaultSite& site, const NoisyLine& noisy, const Record& record) {
    return record.source == port_of(site, noisy.port) && is_on(record, noisy.wires) &&
           carries(record, "noisy");
}

void begin(FaultSite& site, const BaudMismatch& mismatch) {
    LineEnd& host = line_of(site, mismatch.port).dte();
    site.before = host.settings();
    host.configure({mismatch.baud, site.before->frame});
}
void undo(FaultSite& site, const BaudMismatch& mismatch) {
    LineEnd& host = line_of(site, mismatch.port).dte();
    // A host that chose a speed in the meantime keeps it.
    if (host.settings().baud == mismatch.baud) host.configure(*site.before);
}
bool shows(const FaultSite& site, const BaudMismatch& mismatch, const Record& record) {
    return record.source == port_of(site, mismatch.port) && carries(record, "garbled");
}

void set_stalled(FaultSite& site, const HostStall& stall, bool stalled) {
    if (site.host != nullptr) site.host->set_stalled(port_of(site, stall.port), stalled);
}
void begin(FaultSite& site, const HostStall& stall) {
    set_stalled(site, stall, true);
}
void undo(FaultSite& site, const HostStall& stall) {
    set_stalled(site, stall, false);
}
/// The module spoke, and nobody read it.
bool shows(const FaultSite& site, const HostStall& stall, const Record& record) {
    return site.host != nullptr && !site.is_over && record.kind == RecordKind::Tx &&
           record.source == port_of(site, stall.port);
}

// Without an end: once it has split what it was made for, it does nothing more.
void begin(FaultSite& site, const LineSplit& split) {
    site.splitter = std::make_unique<LineSplitter>(split.nth, Cut{split.at, split.pause});
    line_of(site, split.port).dce().set_cutter(site.splitter.get());
}
void undo(FaultSite&, const LineSplit&) {}
bool shows(const FaultSite& site, const LineSplit& split, const Record& record) {
    return record.source == port_of(site, split.port) && record.find("paused_ns") != nullptr;
}

void begin(FaultSite& site, const DeviceFault& fault) {
    site.twin.inject(fault.name, fault.parameters, true);
}
void undo(FaultSite& site, const DeviceFault& fault) {
    site.twin.inject(fault.name, fault.parameters, false);
}
bool shows(const FaultSite& site, const DeviceFault& fault, const Record& record) {
    return site.twin.shows(fault.name, fault.parameters, record);
}

/// Kinds that are done at once say no length.
template <class Kind>
std::optional<Duration> length_of(const Kind& kind) {
    if constexpr (requires { kind.length; }) {
        return kind.length;
    } else {
        return std::nullopt;
    }
}

template <auto Member>
constexpr FaultRow row(std::string_view name) {
    return {name,
            [](const FaultKind& kind) { return (kind.*Member).has_value(); },
            [](FaultSite& site, const FaultKind& kind) { begin(site, *(kind.*Member)); },
            [](FaultSite& site, const FaultKind& kind) { undo(site, *(kind.*Member)); },
            [](const FaultKind& kind) { return length_of(*(kind.*Member)); },
            [](const FaultSite& site, const FaultKind& kind, const Record& record) {
                return shows(site, *(kind.*Member), record);
            }};
}

constexpr auto kFaultRows = std::to_array<FaultRow>({
    row<&FaultKind::power_loss>("power_loss"),
    row<&FaultKind::vcc_dip>("vcc_dip"),
    row<&FaultKind::reset>("reset"),
    row<&FaultKind::pwr_on>("pwr_on"),
    row<&FaultKind::cable_detach>("cable_detach"),
    row<&FaultKind::line_noise>("line_noise"),
    row<&FaultKind::baud_mismatch>("baud_mismatch"),
    row<&FaultKind::host_stall>("host_stall"),
    row<&FaultKind::line_split>("line_split"),
    row<&FaultKind::device>("device"),
});

}  // namespace

const FaultRow& row_of(const FaultKind& kind) {
    return *std::ranges::find_if(kFaultRows,
                                 [&](const FaultRow& candidate) { return candidate.is(kind); });
}

std::string_view name_of(const FaultKind& kind) {
    return kind.device ? std::string_view(kind.device->name) : row_of(kind).name;
}

}  // namespace sara::sim
