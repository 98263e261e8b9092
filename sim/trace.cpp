#include "sim/trace.hpp"

#include <algorithm>
#include <array>

namespace sara::sim {

std::string_view name_of(RecordKind kind) {
    static constexpr std::array<std::string_view, kRecordKinds> kNames = {
        "rx",       "tx",     "command", "response", "urc",  "state", "pin", "flash",
        "progress", "update", "fault",   "host",     "note",
    };
    return kNames[static_cast<std::size_t>(kind)];
}

const Field* Record::find(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? nullptr : &*found;
}

void Trace::deliver(RecordKind kind, std::string_view source, std::span<const Field> fields) {
    const Record record{scheduler_.now(), kind, source, fields};
    for (TraceSink* sink : sinks_) sink->on_record(record);
}

}  // namespace sara::sim
