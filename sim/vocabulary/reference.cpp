#include "sim/vocabulary/schema.hpp"

#include <fmt/format.h>

namespace sara::sim {

namespace {

/// Markdown tables are cut at `|`.
std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '|') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string type_text(const Type& type, const Rules& rules) {
    switch (type.kind) {
        case Kind::Object:
            return fmt::format("[{}](#{})", type.shape().name, anchor_of(type.shape()));
        case Kind::List:
            return "list of " + type_text(*type.element, {});
        case Kind::Map:
            return "object of " + type_text(*type.element, {});
        case Kind::Period:
            return "duration";
        default:
            return cell(describe(type, rules));
    }
}

std::string presence_text(const Key& key, const Json& value) {
    if (key.rules.presence == Presence::Required) return "required";
    if (key.rules.presence == Presence::OneOf) return "one of these";
    if (value.is_null() || !value.is_primitive()) return "";
    const std::string text = value.dump();
    return text == "\"\"" ? "" : cell('`' + text + '`');
}

void add_rows(std::string& page, const Shape& shape) {
    const std::shared_ptr<const void> defaults = shape.fresh();
    for (const Key& key : shape.keys) {
        page +=
            fmt::format("| `{}` | {} | {} | {}{}{} |\n", key.name, type_text(*key.type, key.rules),
                        presence_text(key, key.load(defaults.get())), cell(key.help),
                        key.source.empty() ? "" : " ", key.source);
    }
}

constexpr std::string_view kHead = "\n| key | type | default | meaning |\n|---|---|---|---|\n";

}  // namespace

std::string reference_of(std::span<const Shape* const> root, std::string_view title,
                         const Extension& extension) {
    std::string page = fmt::format(
        "# {}\n\n{}\n\nGenerated from the tables that decode it. A duration is a text with its "
        "unit "
        "(ns, us, ms, s, min, h, d). Bytes are a text in which each character U+0000 to U+00FF is "
        "one "
        "byte. Every object also takes `comment`.\n",
        title, root.front()->help);
    page += kHead;
    for (const Shape* shape : root) add_rows(page, *shape);
    for (const Shape* shape : shapes_below(root, extension)) {
        page += fmt::format("\n## {}\n\n{}\n", shape->name, shape->help);
        page += kHead;
        add_rows(page, *shape);
        if (shape == extension.shape) add_rows(page, *extension.by);
    }
    return page;
}

}  // namespace sara::sim
