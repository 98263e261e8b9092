#pragma once

#include "sim/line.hpp"
#include "sim/scenario/match.hpp"
#include "sim/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sara::sim {

/// An AT command and its answer.
struct CommandStep {
    std::string line;                ///< without the CR
    std::vector<LineMatch> expect;   ///< lines of the answer, in order; others may be between them
    LineMatch result{.line = "OK"};  ///< final result code
    bool only = false;               ///< no other lines than those, beside the echo
    std::uint32_t attempts = 1;      ///< asks so often until the answer is as expected
    Duration within = 10s;
};

/// Waits for one thing to arrive; what comes before it is passed over.
struct ExpectStep {
    std::optional<std::string> line;
    std::optional<std::string> prefix;
    std::optional<std::string> contains;
    std::optional<Pattern> regex;
    std::optional<std::vector<std::uint8_t>> text;   ///< anywhere, also within a line
    std::optional<std::vector<std::uint8_t>> bytes;  ///< the very next bytes
    /// How a read begins, behind its line breaks; what it brings besides is passed over.
    std::optional<std::vector<std::uint8_t>> at_start_of_read;
    Duration within = 10s;

    /// The line it waits for; nothing if it waits for text, bytes or a read.
    std::optional<LineMatch> as_line() const;
};

struct InOrderStep {
    std::vector<LineMatch> lines;
    Duration within = 10s;  ///< all of them
};

/// Follows a progress: numbers that strictly increase, up to the last one.
struct CollectStep {
    std::string prefix;
    std::optional<std::int64_t> from;  ///< what the first one is
    std::int64_t until = 0;            ///< the last one; a number above it is a failure
    std::size_t at_least = 1;          ///< how many numbers there have to be
    Duration within = 1h;
};

/// Bytes to send: exactly one of the members is set.
struct Payload {
    std::optional<std::string> package;
    std::optional<std::string> file;  ///< relative to the scenario's folder
    std::optional<std::vector<std::uint8_t>> bytes;
    std::optional<std::uint32_t> random;  ///< that many bytes from the seed
};

enum class BlockSize : std::uint8_t { Small, Large, Mixed };
enum class TransferOutcome : std::uint8_t { Done, Cancelled, GaveUp, Stalled };

/// What the sender does wrong.  Blocks count from 1.
struct Damage {
    std::uint32_t corrupt_block = 0;    ///< first attempt has a flipped bit
    std::uint32_t corrupt_always = 0;   ///< every attempt has
    std::uint32_t duplicate_block = 0;  ///< sent again although acknowledged
    std::uint32_t lose_ack = 0;         ///< the ACK of that block is not heard
    std::uint32_t wrong_sequence = 0;   ///< that block carries a number two too high
    std::uint32_t cancel_after = 0;     ///< CAN CAN instead of the next block
    std::uint32_t end_after = 0;        ///< EOT instead of the next block
    std::uint32_t stall_after = 0;      ///< silence after that block, for good
};

struct XmodemStep {
    Payload payload;
    BlockSize block = BlockSize::Large;
    std::uint32_t start_after_naks = 0;  ///< 0: answers the first C or NAK
    std::optional<Damage> damage;
    TransferOutcome outcome = TransferOutcome::Done;
    Duration within = 1h;
};

enum class ToolOutcome : std::uint8_t { Done, Failed };

/// A program of the host that talks to the module in requests and answers.
struct ToolStep {
    std::string name;
    Payload payload;
    ToolOutcome outcome = ToolOutcome::Done;
    Duration within = 1h;
};

enum class OnOff : std::uint8_t { Off, On };
enum class OpenClosed : std::uint8_t { Open, Closed };
enum class Level : std::uint8_t { Low, High };
enum class Cable : std::uint8_t { In, Out };
enum class FlowControl : std::uint8_t { None, RtsCts };
enum class HostSignal : std::uint8_t { Rts, Dtr };
enum class Comparison : std::uint8_t { Same, Different };

/// The host's own line settings.
struct SerialStep {
    std::uint32_t baud = 115200;
    std::uint8_t data_bits = 8;
    Parity parity = Parity::None;
    std::uint8_t stop_bits = 1;
    FlowControl flow = FlowControl::None;
    bool paced = true;  ///< bytes take their time on the wire
};

struct SignalStep {
    HostSignal name = HostSignal::Rts;
    OnOff is = OnOff::On;
};

struct PinStep {
    std::string name;
    Level level = Level::Low;
    std::optional<Duration> length;  ///< then back to the other level; the step takes that long
};

struct ReadyStep {
    Duration within = 1min;
};

struct StateStep {
    std::string state;
    Duration within = 1min;
};

struct FaultStep {
    std::string name;
    Duration within = 1h;
};

/// What was expected, and what was there instead.
struct Miss {
    std::string expected;
    std::string found;
};

/// A look at the twin: one check on one place of `inspect`.
struct InspectStep {
    std::string pointer;
    std::optional<Json> equals;
    std::optional<Json> differs;
    std::optional<bool> exists;
    std::optional<double> at_least;
    std::optional<double> at_most;
    std::optional<std::string> contains;

    /// Why the document does not satisfy it; nothing if it does.
    std::optional<Miss> refutation(const Json& document) const;
};

struct RememberStep {
    std::string name;
    std::string pointer;
};

struct CompareStep {
    std::string name;
    std::string pointer;
    Comparison is = Comparison::Same;
};

/// One step of the host: exactly one verb, on one port.
struct Step {
    std::string port;   ///< empty: the twin's first
    std::string label;  ///< for faults and asserts to refer to

    std::optional<std::vector<std::uint8_t>> send;
    std::optional<CommandStep> command;
    std::optional<ExpectStep> expect;
    std::optional<InOrderStep> expect_in_order;
    std::optional<Duration> expect_silence;
    std::optional<CollectStep> collect;
    std::optional<XmodemStep> xmodem;
    std::optional<ToolStep> tool;
    std::optional<Payload> send_data;
    std::optional<Duration> wait;
    std::optional<ReadyStep> wait_ready;
    std::optional<StateStep> wait_state;
    std::optional<FaultStep> wait_fault;
    std::optional<SerialStep> serial;
    std::optional<OpenClosed> terminal;
    std::optional<SignalStep> signal;
    std::optional<Cable> cable;
    std::optional<PinStep> pin;
    std::optional<OnOff> supply;
    std::optional<InspectStep> inspect;
    std::optional<RememberStep> remember;
    std::optional<CompareStep> compare;
    std::optional<std::string> log;
};

template <>
struct Names<TransferOutcome> {
    static constexpr auto kTable =
        std::to_array<Named<TransferOutcome>>({{"done", TransferOutcome::Done},
                                               {"cancelled", TransferOutcome::Cancelled},
                                               {"gave_up", TransferOutcome::GaveUp},
                                               {"stalled", TransferOutcome::Stalled}});
};

template <>
struct Names<ToolOutcome> {
    static constexpr auto kTable = std::to_array<Named<ToolOutcome>>(
        {{"done", ToolOutcome::Done}, {"failed", ToolOutcome::Failed}});
};

template <>
const Shape& shape_of<CommandStep>();
template <>
const Shape& shape_of<ExpectStep>();
template <>
const Shape& shape_of<InOrderStep>();
template <>
const Shape& shape_of<CollectStep>();
template <>
const Shape& shape_of<Payload>();
template <>
const Shape& shape_of<Damage>();
template <>
const Shape& shape_of<XmodemStep>();
template <>
const Shape& shape_of<ToolStep>();
template <>
const Shape& shape_of<SerialStep>();
template <>
const Shape& shape_of<SignalStep>();
template <>
const Shape& shape_of<PinStep>();
template <>
const Shape& shape_of<ReadyStep>();
template <>
const Shape& shape_of<StateStep>();
template <>
const Shape& shape_of<FaultStep>();
template <>
const Shape& shape_of<InspectStep>();
template <>
const Shape& shape_of<RememberStep>();
template <>
const Shape& shape_of<CompareStep>();
template <>
const Shape& shape_of<Step>();

}  // namespace sara::sim
