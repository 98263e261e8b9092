#include "sim/sinks/at_log.hpp"

#include "sim/sinks/escape.hpp"

#include <fmt/format.h>

namespace sara::sim {

namespace {

constexpr std::size_t kShownBytes = 200;

/// A pause in the middle of a line that is worth its own time.
constexpr Duration kPause = 1s;

/// The module ends its lines with LF, the host with CR.
bool ends_line(RecordKind direction, Bytes bytes) {
    return bytes.back() == '\n' || (direction == RecordKind::Rx && bytes.back() == '\r');
}

}  // namespace

std::string seconds_text(Time time) {
    // Whole microseconds: printing doubles is left to no library's rounding.
    const auto microseconds = time.time_since_epoch().count() / 1000;
    return fmt::format("{}.{:06}", microseconds / 1'000'000, microseconds % 1'000'000);
}

std::string time_column(Time time) {
    return fmt::format("{:>15}", seconds_text(time));
}

void AtLogSink::on_record(const Record& record) {
    if (record.kind != RecordKind::Rx && record.kind != RecordKind::Tx) return;
    const Field* field = record.find("bytes");
    const auto* bytes = field == nullptr ? nullptr : std::get_if<Bytes>(&field->value);
    if (bytes != nullptr && !bytes->empty()) add(record, *bytes);
}

void AtLogSink::add(const Record& record, Bytes bytes) {
    if (record.kind != direction_ || record.source != source_ || record.time - began_ > kPause)
        flush();
    if (line_.empty()) {
        began_ = record.time;
        direction_ = record.kind;
        source_ = record.source;
    }
    line_ += as_text(bytes);
    if (ends_line(record.kind, bytes) || line_.size() > kShownBytes) flush();
}

void AtLogSink::flush() {
    if (line_.empty()) return;
    out_ << fmt::format("{} {} {} {}\n", time_column(began_), source_,
                        direction_ == RecordKind::Rx ? '>' : '<', printable(line_, kShownBytes));
    line_.clear();
}

}  // namespace sara::sim
