#include "sim/trace.hpp"

#include <algorithm>

namespace sara::sim {

const Field* Record::find(std::string_view key) const {
    const auto found = std::ranges::find(fields, key, &Field::key);
    return found == fields.end() ? nullptr : &*found;
}

void Trace::deliver(RecordKind kind, std::string_view source, std::span<const Field> fields) {
    const Record record{scheduler_.now(), kind, source, fields};
    for (TraceSink* sink : sinks_) sink->on_record(record);
}

}  // namespace sara::sim
