#include "sim/sinks/json_lines.hpp"

#include "sim/sinks/escape.hpp"

#include <fmt/format.h>

#include <iterator>

namespace sara::sim {

namespace {

constexpr std::size_t kBufferBytes = 1U << 16U;

/// Appends one value of a field as JSON.
struct Append {
    std::string& out;

    void operator()(std::int64_t number) const {
        fmt::format_to(std::back_inserter(out), "{}", number);
    }
    void operator()(bool truth) const { out += truth ? "true" : "false"; }
    void operator()(std::string_view text) const { (*this)(as_bytes(text)); }
    void operator()(Bytes bytes) const {
        out += '"';
        append_json_text(out, bytes);
        out += '"';
    }
};

}  // namespace

JsonLinesSink::JsonLinesSink(std::ostream& out, std::string_view title, std::uint64_t seed)
    : out_(out) {
    buffer_.reserve(2 * kBufferBytes);
    buffer_ += fmt::format("{{\"r5sim_trace\":{},\"title\":", kVersion);
    Append{buffer_}(title);
    buffer_ += fmt::format(",\"seed\":{}}}\n", seed);
}

JsonLinesSink::~JsonLinesSink() {
    flush();
}

void JsonLinesSink::on_record(const Record& record) {
    fmt::format_to(std::back_inserter(buffer_), R"({{"t":{},"kind":"{}","source":)",
                   record.time.time_since_epoch().count(), name_of(record.kind));
    Append append{buffer_};
    append(record.source);
    for (const Field& field : record.fields) {
        buffer_ += ',';
        append(field.key);
        buffer_ += ':';
        std::visit(append, field.value);
    }
    buffer_ += "}\n";
    if (buffer_.size() >= kBufferBytes) flush();
}

void JsonLinesSink::flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    out_.flush();
    buffer_.clear();
}

}  // namespace sara::sim
