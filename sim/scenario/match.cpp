#include "sim/scenario/match.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::sim {

namespace {

/// The value of a field as JSON would write it, bytes as characters U+0000 to U+00FF.
struct AsJson {
    Json operator()(std::int64_t number) const { return number; }
    Json operator()(bool truth) const { return truth; }
    Json operator()(std::string_view text) const {
        return encode_bytes({text.begin(), text.end()});
    }
    Json operator()(Bytes bytes) const { return encode_bytes({bytes.begin(), bytes.end()}); }
};

bool field_is(const Field* field, const Json& wanted) {
    return field != nullptr && std::visit(AsJson{}, field->value) == wanted;
}

bool field_contains(const Field* field, std::string_view wanted) {
    if (field == nullptr) return false;
    if (const auto* text = std::get_if<std::string_view>(&field->value))
        return text->find(wanted) != std::string_view::npos;
    const auto* bytes = std::get_if<Bytes>(&field->value);
    return bytes != nullptr && as_text(*bytes).find(wanted) != std::string_view::npos;
}

bool field_is_at_least(const Field* field, std::int64_t least) {
    const auto* number = field == nullptr ? nullptr : std::get_if<std::int64_t>(&field->value);
    return number != nullptr && *number >= least;
}

}  // namespace

bool LineMatch::matches(std::string_view text) const {
    if (line) return text == *line;
    if (prefix) return text.starts_with(*prefix);
    if (contains) return text.find(*contains) != std::string_view::npos;
    return regex && std::regex_match(text.begin(), text.end(), regex->regex);
}

std::string LineMatch::describe() const {
    if (line) return fmt::format("the line \"{}\"", *line);
    if (prefix) return fmt::format("a line that begins with \"{}\"", *prefix);
    if (contains) return fmt::format("a line that contains \"{}\"", *contains);
    return fmt::format("a line that matches /{}/", regex ? regex->text : "");
}

bool RecordMatch::matches(const Record& record) const {
    if (record.kind != kind || (!source.empty() && record.source != source)) return false;
    return std::ranges::all_of(
               where,
               [&](const auto& row) { return field_is(record.find(row.first), row.second); }) &&
           std::ranges::all_of(contains,
                               [&](const auto& row) {
                                   return field_contains(record.find(row.first), row.second);
                               }) &&
           std::ranges::all_of(at_least, [&](const auto& row) {
               return field_is_at_least(record.find(row.first), row.second);
           });
}

std::string RecordMatch::describe() const {
    return "a record " + encode_object(shape_of<RecordMatch>(), this).dump();
}

bool Moment::matches(const Happening& happening) const {
    if (heard) return happening.line && heard->matches(*happening.line);
    if (record) return happening.record != nullptr && record->matches(*happening.record);
    return happening.step && happening.step == step;
}

std::string Moment::describe() const {
    if (heard) return heard->describe();
    if (record) return record->describe();
    return fmt::format("the step \"{}\"", step.value_or(""));
}

template <>
const Shape& shape_of<LineMatch>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&LineMatch::line>("line", "the whole line, without CR and LF", kOneOf),
        key<&LineMatch::prefix>("prefix", "how the line begins", kOneOf),
        key<&LineMatch::contains>("contains", "what is somewhere in the line", kOneOf),
        key<&LineMatch::regex>("regex", "expression the whole line matches", kOneOf),
    });
    static constexpr Shape kShape = make_shape<LineMatch>(
        "line", "A line the host receives. A text alone is the whole line.", kKeys, "line");
    return kShape;
}

template <>
const Shape& shape_of<RecordMatch>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&RecordMatch::kind>("kind", "kind of the record", kRequired),
        key<&RecordMatch::source>("source", "port or part it comes from; empty: any"),
        key<&RecordMatch::where>("where", "fields that have exactly this value"),
        key<&RecordMatch::contains>("contains", "fields whose text contains this"),
        key<&RecordMatch::at_least>("at_least", "fields whose number is at least this"),
    });
    static constexpr Shape kShape = make_shape<RecordMatch>(
        "record", "A record of the trace for which everything said is true.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Moment>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Moment::heard>("heard", "the host receives such a line, on any port", kOneOf),
        key<&Moment::record>("record", "such a record is traced", kOneOf),
        key<&Moment::step>("step", "the step with this label begins", kOneOf),
    });
    static constexpr Shape kShape = make_shape<Moment>(
        "moment", "Something that happens during a run. A text alone is a line heard.", kKeys,
        "heard");
    return kShape;
}

}  // namespace sara::sim
