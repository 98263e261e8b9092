#pragma once

#include "sim/scheduler.hpp"
#include "sim/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace sara::sim {

using Bytes = std::span<const std::uint8_t>;

inline Bytes as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string_view as_text(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What a trace record is about.  Names in the trace are `name_of(kind)`.
enum class RecordKind : std::uint8_t {
    Rx,        ///< bytes that reached the module on a port: `bytes`
    Tx,        ///< bytes that reached the host on a port: `bytes`
    Command,   ///< an AT line, complete: `line`
    Response,  ///< an information text, intermediate or final result code: `text`
    Urc,       ///< an unsolicited result code: `text`
    State,     ///< a machine entered a state: `state`
    Pin,       ///< a pin changed: `pin`, `level`
    Flash,     ///< a flash operation: `op`, `region`, `offset`, `size`
    Progress,  ///< of a long operation: `phase`, `percent`
    Update,    ///< a step of a firmware update: `step` and what it did
    Fault,     ///< a fault was injected: `what`
    Host,      ///< what the scripted host did: `step`, `what`
    Coap,      ///< a CoAP message: `from` (address), `from_port`, `to`, `to_port`, `bytes`
    Note,      ///< anything else worth a line: `text`
};
inline constexpr std::size_t kRecordKinds = static_cast<std::size_t>(RecordKind::Note) + 1;
inline constexpr std::array<std::string_view, kRecordKinds> kRecordKindNames = {
    "rx",    "tx",       "command", "response", "urc",  "state", "pin",
    "flash", "progress", "update",  "fault",    "host", "coap",  "note",
};
constexpr std::string_view name_of(RecordKind kind) {
    return kRecordKindNames[static_cast<std::size_t>(kind)];
}

/// One named value of a record.
struct Field {
    std::string_view key;
    std::variant<std::int64_t, bool, std::string_view, Bytes> value;
};

struct Record {
    Time time;
    RecordKind kind;
    std::string_view source;  ///< port, machine or part, e.g. "uart"
    std::span<const Field> fields;

    /// The field of that name; nullptr if the record has none.
    const Field* find(std::string_view key) const;
};

/// Takes records as they happen.  Views in a record live only during the call.
class TraceSink {
 public:
    virtual ~TraceSink() = default;
    virtual void on_record(const Record& record) = 0;
};

/// Where everything observable is told.  Without a sink a record costs one comparison.
class Trace {
 public:
    explicit Trace(const Scheduler& scheduler) : scheduler_(scheduler) {}

    void add(TraceSink& sink) { sinks_.push_back(&sink); }
    void remove(TraceSink& sink) { std::erase(sinks_, &sink); }
    bool is_on() const { return !sinks_.empty(); }

    void emit(RecordKind kind, std::string_view source, std::initializer_list<Field> fields) {
        if (is_on()) deliver(kind, source, {fields.begin(), fields.size()});
    }

    /// Tells what another trace of the same clock was told.
    void relay(const Record& record) {
        for (TraceSink* sink : sinks_) sink->on_record(record);
    }

 private:
    void deliver(RecordKind kind, std::string_view source, std::span<const Field> fields);

    const Scheduler& scheduler_;
    std::vector<TraceSink*> sinks_;
};

}  // namespace sara::sim
