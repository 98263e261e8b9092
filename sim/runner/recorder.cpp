#include "sim/runner/recorder.hpp"

#include "sim/sinks/at_log.hpp"
#include "sim/sinks/escape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sara::sim {

namespace {

constexpr std::size_t kRecordedBytes = 100;

/// Appends the value of a field as text.
struct Append {
    std::string& line;

    void operator()(std::int64_t number) const {
        fmt::format_to(std::back_inserter(line), "{}", number);
    }
    void operator()(bool truth) const { line += truth ? "on" : "off"; }
    void operator()(std::string_view text) const { line += printable(text, kRecordedBytes); }
    void operator()(Bytes bytes) const { line += printable(bytes, kRecordedBytes); }
};

std::string_view label_of(RecordKind kind) {
    if (kind == RecordKind::Rx) return ">";
    if (kind == RecordKind::Tx) return "<";
    return name_of(kind);
}

}  // namespace

void Recorder::on_record(const Record& record) {
    if (record.kind == RecordKind::Flash) return;  // thousands of them, and none for people
    std::string line =
        fmt::format("{} {:<6} {}", time_column(record.time), record.source, label_of(record.kind));
    const bool is_wire = record.kind == RecordKind::Rx || record.kind == RecordKind::Tx;
    for (const Field& field : record.fields) {
        line += ' ';
        if (!is_wire) (line += field.key) += '=';
        std::visit(Append{line}, field.value);
    }
    if (ring_.size() < kKeptLines) {
        ring_.push_back(std::move(line));
    } else {
        ring_[next_] = std::move(line);
        next_ = (next_ + 1) % kKeptLines;
    }
}

std::vector<std::string> Recorder::lines() const {
    std::vector<std::string> ordered = ring_;
    std::rotate(ordered.begin(), ordered.begin() + static_cast<std::ptrdiff_t>(next_),
                ordered.end());
    return ordered;
}

}  // namespace sara::sim
