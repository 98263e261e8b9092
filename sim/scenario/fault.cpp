#include "sim/scenario/fault.hpp"

namespace sara::sim {

template <>
const Shape& shape_of<FaultTime>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&FaultTime::at>("at", "so long after the start", kOneOf),
        key<&FaultTime::step>("step", "when the step with this label is done", kOneOf),
        key<&FaultTime::match>("match", "when this happens", kOneOf),
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
const Shape& shape_of<CableDetach>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&CableDetach::port>("port", "which serial port; without it the module's first"),
        key<&CableDetach::length>("for", "then it is plugged in again; without it it stays out"),
    });
    static constexpr Shape kShape =
        make_shape<CableDetach>("cable_detach", "The host's cable is pulled.", kKeys, "for");
    return kShape;
}

template <>
const Shape& shape_of<FaultKind>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&FaultKind::power_loss>("power_loss", "the supply goes, nothing is saved", kOneOf),
        key<&FaultKind::reset>("reset", "the reset pin is pulled", kOneOf),
        key<&FaultKind::cable_detach>("cable_detach", "the cable is pulled", kOneOf),
    });
    static constexpr Shape kShape = make_shape<FaultKind>("what", "What a fault does.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Fault>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Fault::name>("name", "name for wait_fault and reports"),
        key<&Fault::when>("when", "when it strikes", kRequired),
        key<&Fault::what>("what", "what it does", kRequired),
    });
    static constexpr Shape kShape = make_shape<Fault>(
        "fault", "Something that goes wrong. It has to strike, or the run fails.", kKeys);
    return kShape;
}

}  // namespace sara::sim
