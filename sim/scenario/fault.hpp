#pragma once

#include "sim/scenario/match.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace sara::sim {

class World;

/// A long operation has come so far.
struct ProgressPoint {
    std::string phase;         ///< as progress records name it
    std::int64_t percent = 0;  ///< at least
};

/// When a fault strikes: exactly one of at, step, match, progress, event and flash_write is set.
struct FaultTime {
    std::optional<Duration> at;       ///< virtual time since the start
    std::optional<std::string> step;  ///< when the step with that label is done
    std::optional<Moment> match;
    std::optional<ProgressPoint> progress;
    std::optional<std::uint64_t> event;        ///< behind the n-th event of the scheduler, from 1
    std::optional<std::uint64_t> flash_write;  ///< the n-th flash write of the run, from 1
    std::uint32_t count = 1;                   ///< of match: the n-th time
    bool torn = false;                         ///< of flash_write: that write is partly done
};

/// What the host does once a fault has struck.
enum class Then : std::uint8_t {
    Continue,  ///< its steps, as ever
    Recover    ///< nothing but see the module through to where it can be used again
};

struct PowerLoss {
    std::optional<Duration> length;  ///< then the supply is back; else it stays off
};

struct SupplyDip {
    Duration length = 10ms;
};

struct PinReset {
    std::string pin = "RESET_N";
    Duration length = 100ms;  ///< how long it is low
};

struct PinPulse {
    std::string pin = "PWR_ON";
    Duration length{};  ///< how long it is low
};

/// The data wires that a fault is about.
enum class Wires : std::uint8_t { Both, ToModule, ToHost };

struct CableDetach {
    std::string port;  ///< empty: the twin's first
    Wires wires = Wires::Both;
    std::optional<Duration> length;
};

struct NoisyLine {
    std::string port;  ///< empty: the twin's first
    Wires wires = Wires::Both;
    double bit_errors = 0;
    std::uint32_t burst = 1;
    double dropped = 0;
    double duplicated = 0;
    std::optional<Duration> length;
};

struct BaudMismatch {
    std::string port;  ///< empty: the twin's first
    std::uint32_t baud = 0;
    std::optional<Duration> length;
};

struct HostStall {
    std::string port;  ///< empty: the twin's first
    Duration length{};
};

/// What the module says comes in two pieces.
struct LineSplit {
    std::string port;       ///< empty: the twin's first
    std::uint32_t nth = 1;  ///< which of the things that it says from then on
    std::uint32_t at = 1;   ///< bytes of the first piece; 0: the pause comes before all of it
    Duration pause = 100ms;
};

/// A fault that only the world's twins know, as World::faults() names it.
struct DeviceFault {
    std::string name;
    Json parameters;                 ///< what that kind says of it, decoded and encoded again
    std::optional<Duration> length;  ///< its "for"; it ends then
};

/// What happens then: exactly one member is set.
struct FaultKind {
    std::optional<PowerLoss> power_loss;
    std::optional<SupplyDip> vcc_dip;
    std::optional<PinReset> reset;
    std::optional<PinPulse> pwr_on;
    std::optional<CableDetach> cable_detach;
    std::optional<NoisyLine> line_noise;
    std::optional<BaudMismatch> baud_mismatch;
    std::optional<HostStall> host_stall;
    std::optional<LineSplit> line_split;
    std::optional<DeviceFault> device;  ///< no key of its own: one of the world's stands for it

    Json written;  ///< as the file has it, until `decode_fault_kind` has read it
};

struct Fault {
    std::string name;
    FaultTime when;
    FaultKind what;
    Then then = Then::Continue;
};

/// A kind of fault as a file has it, of those that any twin knows and of the world's own.  Throws
/// ScenarioError.
FaultKind decode_fault_kind(const Json& written, const Place& place, const World& world);

template <>
struct Names<Wires> {
    static constexpr auto kTable = std::to_array<Named<Wires>>(
        {{"both", Wires::Both}, {"to_module", Wires::ToModule}, {"to_host", Wires::ToHost}});
};

template <>
const Shape& shape_of<ProgressPoint>();
template <>
const Shape& shape_of<FaultTime>();
template <>
const Shape& shape_of<PowerLoss>();
template <>
const Shape& shape_of<SupplyDip>();
template <>
const Shape& shape_of<PinReset>();
template <>
const Shape& shape_of<PinPulse>();
template <>
const Shape& shape_of<CableDetach>();
template <>
const Shape& shape_of<NoisyLine>();
template <>
const Shape& shape_of<BaudMismatch>();
template <>
const Shape& shape_of<HostStall>();
template <>
const Shape& shape_of<LineSplit>();
template <>
const Shape& shape_of<FaultKind>();

/// Which kinds there are is for the world to say, so a scenario's faults are read in two steps.
template <>
struct Codec<FaultKind> {
    static constexpr Type kType{.kind = Kind::Object, .shape = &shape_of<FaultKind>};
    static FaultKind decode(const Json& value, const Place& place, const Rules& rules);
    static Json encode(const FaultKind& kind);
};

template <>
const Shape& shape_of<Fault>();

}  // namespace sara::sim
