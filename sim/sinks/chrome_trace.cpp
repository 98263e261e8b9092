#include "sim/sinks/chrome_trace.hpp"

#include "sim/sinks/escape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace sara::sim {

namespace {

/// Kinds that are instants, and the field that names them.
struct Instant {
    RecordKind kind;
    std::string_view key;
};
constexpr auto kInstants = std::to_array<Instant>({
    {RecordKind::Command, "line"},
    {RecordKind::Response, "text"},
    {RecordKind::Urc, "text"},
    {RecordKind::Fault, "what"},
    {RecordKind::Update, "step"},
    {RecordKind::Host, "what"},
    {RecordKind::Note, "text"},
});

std::string_view text_of(const Record& record, std::string_view key) {
    const Field* field = record.find(key);
    const auto* text = field == nullptr ? nullptr : std::get_if<std::string_view>(&field->value);
    return text == nullptr ? std::string_view() : *text;
}

/// Microseconds with three decimals, which are exact.
std::string microseconds(Time time) {
    const auto nanoseconds = time.time_since_epoch().count();
    return fmt::format("{}.{:03}", nanoseconds / 1000, nanoseconds % 1000);
}

}  // namespace

ChromeTraceSink::ChromeTraceSink(std::ostream& out, std::string_view title) : out_(out) {
    out_ << R"({"displayTimeUnit":"ms","traceEvents":[)";
    line_ = R"({"ph":"M","pid":1,"name":"process_name","args":{)";
    add_text("name", as_bytes(title));
    out_ << '\n' << line_ << "}}";
}

ChromeTraceSink::~ChromeTraceSink() {
    for (const auto& [name, track] : tracks_) {
        if (!track.has_slice) continue;
        begin_event('E', track.number, last_);
        out_ << line_ << '}';
    }
    out_ << "\n]}\n" << std::flush;
}

void ChromeTraceSink::on_record(const Record& record) {
    last_ = record.time;
    if (record.kind == RecordKind::State) return on_state(record);
    if (record.kind == RecordKind::Progress) return on_progress(record);
    const auto* row = std::ranges::find(kInstants, record.kind, &Instant::kind);
    if (row != kInstants.end()) on_instant(record, row->key);
}

ChromeTraceSink::Track& ChromeTraceSink::track(std::string_view name) {
    const auto known = tracks_.find(name);
    if (known != tracks_.end()) return known->second;
    const int number = static_cast<int>(tracks_.size()) + 1;
    Track& made = tracks_.emplace(name, Track{.number = number}).first->second;
    line_ = fmt::format(R"({{"ph":"M","pid":1,"tid":{},"name":"thread_name","args":{{)", number);
    add_text("name", as_bytes(name));
    out_ << ",\n" << line_ << "}}";
    return made;
}

void ChromeTraceSink::on_state(const Record& record) {
    Track& machine = track(record.source);
    if (machine.has_slice) {
        begin_event('E', machine.number, record.time);
        out_ << line_ << '}';
    }
    machine.has_slice = true;
    begin_event('B', machine.number, record.time);
    line_ += ',';
    add_text("name", as_bytes(text_of(record, "state")));
    out_ << line_ << '}';
}

void ChromeTraceSink::on_progress(const Record& record) {
    const Field* percent = record.find("percent");
    const auto* value = percent == nullptr ? nullptr : std::get_if<std::int64_t>(&percent->value);
    if (value == nullptr) return;
    const std::string name = fmt::format("{} {}", record.source, text_of(record, "phase"));
    begin_event('C', 0, record.time);
    line_ += ',';
    add_text("name", as_bytes(name));
    out_ << line_ << fmt::format(R"(,"args":{{"percent":{}}}}})", *value);
}

void ChromeTraceSink::on_instant(const Record& record, std::string_view key) {
    const Track& said = track(fmt::format("{} {}", record.source, name_of(record.kind)));
    begin_event('i', said.number, record.time);
    line_ += R"(,"s":"t",)";
    add_text("name", as_bytes(text_of(record, key)));
    out_ << line_ << '}';
}

void ChromeTraceSink::begin_event(char phase, int track, Time time) {
    line_ = fmt::format(",\n{{\"ph\":\"{}\",\"pid\":1,\"tid\":{},\"ts\":{}", phase, track,
                        microseconds(time));
}

void ChromeTraceSink::add_text(std::string_view key, Bytes text) {
    fmt::format_to(std::back_inserter(line_), "\"{}\":\"", key);
    append_json_text(line_, text);
    line_ += '"';
}

}  // namespace sara::sim
