#pragma once

#include "sim/scenario/match.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sara::sim {

/// When a fault strikes: exactly one of at, step, match and flash_write is set.
struct FaultTime {
    std::optional<Duration> at;       ///< virtual time since the start
    std::optional<std::string> step;  ///< when the step with that label is done
    std::optional<Moment> match;
    std::optional<std::uint64_t> flash_write;  ///< the n-th flash write of the run, from 1
    std::uint32_t count = 1;                   ///< of match: the n-th time
    bool torn = false;                         ///< of flash_write: that write is partly done
};

struct PowerLoss {
    std::optional<Duration> length;  ///< then the supply is back; else it stays off
};

struct PinReset {
    std::string pin = "RESET_N";
    Duration length = 100ms;  ///< how long it is low
};

struct CableDetach {
    std::string port;  ///< empty: the twin's first
    std::optional<Duration> length;
};

/// What happens then: exactly one member is set.
struct FaultKind {
    std::optional<PowerLoss> power_loss;
    std::optional<PinReset> reset;
    std::optional<CableDetach> cable_detach;
};

struct Fault {
    std::string name;
    FaultTime when;
    FaultKind what;
};

template <>
const Shape& shape_of<FaultTime>();
template <>
const Shape& shape_of<PowerLoss>();
template <>
const Shape& shape_of<PinReset>();
template <>
const Shape& shape_of<CableDetach>();
template <>
const Shape& shape_of<FaultKind>();
template <>
const Shape& shape_of<Fault>();

}  // namespace sara::sim
