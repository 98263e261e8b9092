#include "sim/scenario/fault.hpp"

#include "sim/world.hpp"

#include <array>

namespace sara::sim {

FaultKind decode_fault_kind(const Json& written, const Place& place, const World& world) {
    FaultKind kind;
    const Shape& device = world.faults();
    const std::shared_ptr<void> own = device.fresh();
    const auto parts = std::to_array<Part>({{&shape_of<FaultKind>(), &kind}, {&device, own.get()}});
    decode_object(parts, written, place);
    const Json chosen = encode_object(device, own.get());
    for (const auto& [name, parameters] : chosen.items()) {
        kind.device = DeviceFault{name, parameters, {}};
        if (!parameters.is_object() || !parameters.contains("for")) continue;
        kind.device->length = Codec<Duration>::decode(parameters["for"], Place(place, name), {});
    }
    return kind;
}

FaultKind Codec<FaultKind>::decode(const Json& value, const Place&, const Rules&) {
    FaultKind kind;
    kind.written = value;
    return kind;
}

Json Codec<FaultKind>::encode(const FaultKind& kind) {
    Json encoded = encode_object(shape_of<FaultKind>(), &kind);
    if (kind.device) encoded[kind.device->name] = kind.device->parameters;
    return encoded;
}

template <>
const Shape& shape_of<ProgressPoint>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&ProgressPoint::phase>("phase", "of which operation, as progress records name it",
                                   kRequired),
        key<&ProgressPoint::percent>("percent", "once it is at least here",
                                     {.min = 0, .max = 100, .presence = Presence::Required}),
    });
    static constexpr Shape kShape =
        make_shape<ProgressPoint>("progress point", "A long operation has come so far.", kKeys);
    return kShape;
}

template <>
struct Names<Then> {
    static constexpr auto kTable =
        std::to_array<Named<Then>>({{"continue", Then::Continue}, {"recover", Then::Recover}});
};

template <>
const Shape& shape_of<FaultTime>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&FaultTime::at>("at", "so long after the start", kOneOf),
        key<&FaultTime::step>("step", "when the step with this label is done", kOneOf),
        key<&FaultTime::match>("match", "when this happens", kOneOf),
        key<&FaultTime::progress>("progress", "when a long operation has come so far", kOneOf),
        key<&FaultTime::event>("event", "behind the n-th event of the scheduler",
                               {.min = 1, .presence = Presence::OneOf}),
        key<&FaultTime::flash_write>("flash_write", "at the n-th flash write of the run",
                                     {.min = 1, .presence = Presence::OneOf}),
        key<&FaultTime::count>("count", "of match: the n-th time it happens", {.min = 1}),
        key<&FaultTime::torn>("torn", "of flash_write: that write is left partly done"),
    });
    static constexpr Shape kShape =
        make_shape<FaultTime>("when", "When a fault strikes. A text alone is a time.", kKeys, "at");
    return kShape;
}

template <>
const Shape& shape_of<PowerLoss>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&PowerLoss::length>("for", "then the supply is back; without it it stays off"),
    });
    static constexpr Shape kShape =
        make_shape<PowerLoss>("power_loss", "The supply goes.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<SupplyDip>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&SupplyDip::length>("for", "how long it is below what the module works with"),
    });
    static constexpr Shape kShape =
        make_shape<SupplyDip>("vcc_dip", "The supply breaks down for a moment.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<PinReset>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&PinReset::pin>("pin", "which input pin"),
        key<&PinReset::length>("for", "how long it is low"),
    });
    static constexpr Shape kShape =
        make_shape<PinReset>("reset", "A reset pin goes low.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<PinPulse>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&PinPulse::pin>("pin", "which input pin"),
        key<&PinPulse::length>("for", "how long it is low", kRequired),
    });
    static constexpr Shape kShape =
        make_shape<PinPulse>("pwr_on", "A pulse on a pin, of any width.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<CableDetach>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&CableDetach::port>("port", "which serial port; without it the module's first"),
        key<&CableDetach::wires>("wires", "both: the whole cable; else one data wire alone"),
        key<&CableDetach::length>("for", "then it is plugged in again; without it it stays out"),
    });
    static constexpr Shape kShape =
        make_shape<CableDetach>("cable_detach", "The host's cable is pulled.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<NoisyLine>() {
    static constexpr Rules kChance{.min = 0, .max = 1};
    static constexpr auto kKeys = std::to_array<Key>({
        key<&NoisyLine::port>("port", "which serial port; without it the module's first"),
        key<&NoisyLine::wires>("wires", "which of its data wires"),
        key<&NoisyLine::bit_errors>("bit_errors", "probability of a bit to be flipped", kChance),
        key<&NoisyLine::burst>("burst", "bytes in a row that such an error spoils", {.min = 1}),
        key<&NoisyLine::dropped>("dropped", "probability of a byte to be lost", kChance),
        key<&NoisyLine::duplicated>("duplicated", "probability of a byte to come twice", kChance),
        key<&NoisyLine::length>("for", "then the line is clean; without it it stays noisy"),
    });
    static constexpr Shape kShape =
        make_shape<NoisyLine>("line_noise", "Bytes are spoilt on the wire, by the seed.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<BaudMismatch>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&BaudMismatch::port>("port", "which serial port; without it the module's first"),
        key<&BaudMismatch::baud>("baud", "the speed the host has instead, in bit/s",
                                 {.min = 1, .presence = Presence::Required}),
        key<&BaudMismatch::length>("for", "then the host has its old speed again"),
    });
    static constexpr Shape kShape =
        make_shape<BaudMismatch>("baud_mismatch", "The host's speed is off.", kKeys, "baud");
    return kShape;
}

template <>
const Shape& shape_of<HostStall>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&HostStall::port>("port", "which serial port; without it the module's first"),
        key<&HostStall::length>("for", "how long the host neither sends nor reads", kRequired),
    });
    static constexpr Shape kShape =
        make_shape<HostStall>("host_stall", "The host's program stands still.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<LineSplit>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&LineSplit::port>("port", "which serial port; without it the module's first"),
        key<&LineSplit::nth>("nth", "which of the things that the module says from then on",
                             {.min = 1}),
        key<&LineSplit::at>("at", "bytes before the pause"),
        key<&LineSplit::pause>("pause", "how long the rest is late"),
    });
    static constexpr Shape kShape = make_shape<LineSplit>(
        "line_split", "What the module says comes in two pieces.", kKeys, "at");
    return kShape;
}

template <>
const Shape& shape_of<FaultKind>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&FaultKind::power_loss>(
            "power_loss", "the supply goes, nothing is saved; the module boots when it is back",
            kOneOf, "[R01 3.1.1, 5.1.1]"),
        key<&FaultKind::vcc_dip>("vcc_dip", "the supply breaks down for a moment: a reboot", kOneOf,
                                 "[module-behaviour 2]"),
        key<&FaultKind::reset>("reset", "the reset pin is pulled: a reboot", kOneOf,
                               "[module-behaviour 2]"),
        key<&FaultKind::pwr_on>("pwr_on", "a pulse on PWR_ON: on, off or nothing, by its width",
                                kOneOf, "[module-behaviour 2]"),
        key<&FaultKind::cable_detach>("cable_detach", "the cable is pulled: bytes are lost",
                                      kOneOf),
        key<&FaultKind::line_noise>(
            "line_noise", "bytes are spoilt: Xmodem asks again with NAK, AT answers ERROR", kOneOf,
            "[R01 3.1]"),
        key<&FaultKind::baud_mismatch>("baud_mismatch",
                                       "the host's speed is off: both ends read garbage", kOneOf),
        key<&FaultKind::host_stall>(
            "host_stall",
            "the host stands still: firmware update mode gives up after 109 s, a download over "
            "UART after 20 s",
            kOneOf, "[R01 3.1, 2.6.3]"),
        key<&FaultKind::line_split>(
            "line_split",
            "an answer or a URC comes in two pieces: a host that takes a read for a line is lost",
            kOneOf),
    });
    static constexpr Shape kShape =
        make_shape<FaultKind>("what", "What a fault does, and what the module makes of it.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Fault>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Fault::name>("name", "name for wait_fault and reports"),
        key<&Fault::when>("when", "when it strikes", kRequired),
        key<&Fault::what>("what", "what it does", kRequired),
        key<&Fault::then>(
            "then",
            "what the host does afterwards: its steps, or nothing but see the module "
            "through to where it can be used again; then the invariants have to hold"),
    });
    static constexpr Shape kShape = make_shape<Fault>(
        "fault",
        "Something that goes wrong. It has to strike and to be seen in the trace, or the run is "
        "invalid.",
        kKeys);
    return kShape;
}

}  // namespace sara::sim
