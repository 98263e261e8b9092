#include "sim/vocabulary/schema.hpp"

#include "sim/expect.hpp"

#include <algorithm>

namespace sara::sim {

namespace {

using Schema = nlohmann::ordered_json;

/// As the decoder reads it: digits, up to three decimals (none of a nanosecond), unit.
constexpr std::string_view kDuration =
    "^([0-9]{1,9}(\\.[0-9]{1,3})?(us|ms|s)|[0-9]{1,18}ns|[0-9]{1,5}(\\.[0-9]{1,3})?(min|h|d))$";

Schema schema_of_value(const Type& type, const Rules& rules);

void add_sizes(Schema& schema, const Rules& rules, const char* least, const char* most) {
    if (rules.min) schema[least] = static_cast<std::uint64_t>(*rules.min);
    if (rules.max) schema[most] = static_cast<std::uint64_t>(*rules.max);
}

Schema schema_of_integer(const Type& type, const Rules& rules) {
    Schema schema{{"type", "integer"}, {"minimum", type.least}, {"maximum", type.most}};
    if (rules.min) schema["minimum"] = static_cast<std::int64_t>(*rules.min);
    if (rules.max) schema["maximum"] = whole_limit(*rules.max);
    return schema;
}

Schema schema_of_number(const Rules& rules) {
    Schema schema{{"type", "number"}};
    if (rules.min) schema["minimum"] = *rules.min;
    if (rules.max) schema["maximum"] = *rules.max;
    return schema;
}

Schema schema_of_text(const Rules& rules, std::string_view pattern = {}) {
    Schema schema{{"type", "string"}};
    if (!pattern.empty()) schema["pattern"] = pattern;
    add_sizes(schema, rules, "minLength", "maxLength");
    return schema;
}

Schema schema_of_value(const Type& type, const Rules& rules) {
    switch (type.kind) {
        case Kind::Boolean:
            return {{"type", "boolean"}};
        case Kind::Integer:
            return schema_of_integer(type, rules);
        case Kind::Number:
            return schema_of_number(rules);
        case Kind::Text:
            return schema_of_text(rules);
        case Kind::ByteText:
            return schema_of_text(rules, "^[\\u0000-\\u00ff]*$");
        case Kind::Period:
            return schema_of_text({}, kDuration);
        case Kind::Regex:
            return {{"type", "string"}, {"format", "regex"}};
        case Kind::Choice:
            return {{"enum", type.choices}};
        case Kind::List: {
            Schema schema{{"type", "array"}, {"items", schema_of_value(*type.element, {})}};
            add_sizes(schema, rules, "minItems", "maxItems");
            return schema;
        }
        case Kind::Map: {
            Schema schema{{"type", "object"},
                          {"additionalProperties", schema_of_value(*type.element, {})}};
            add_sizes(schema, rules, "minProperties", "maxProperties");
            return schema;
        }
        case Kind::Object:
            return {{"$ref", "#/$defs/" + anchor_of(type.shape())}};
        case Kind::Anything:
            break;
    }
    return Schema::object();
}

Schema schema_of_key(const Key& key, const void* defaults) {
    Schema schema = schema_of_value(*key.type, key.rules);
    schema["description"] = key.help;
    const Json value = key.load(defaults);
    if (value.is_primitive() && !value.is_null()) schema["default"] = value;
    return schema;
}

/// The object that the shapes share.
Schema schema_of_object(std::span<const Shape* const> shapes) {
    Schema schema{{"type", "object"}, {"description", shapes.front()->help}};
    Schema required = Schema::array();
    Schema one_of = Schema::array();
    Schema& properties = schema["properties"] = Schema::object();
    for (const Shape* shape : shapes) {
        const std::shared_ptr<const void> defaults = shape->fresh();
        for (const Key& key : shape->keys) {
            properties[std::string(key.name)] = schema_of_key(key, defaults.get());
            if (key.rules.presence == Presence::Required) required.push_back(key.name);
            if (key.rules.presence == Presence::OneOf)
                one_of.push_back({{"required", Schema::array({key.name})}});
        }
    }
    properties["comment"] = {{"type", "string"}, {"description", "for people"}};
    schema["additionalProperties"] = false;
    if (!required.empty()) schema["required"] = std::move(required);
    if (!one_of.empty()) schema["oneOf"] = std::move(one_of);
    return schema;
}

Schema schema_of_shape(const Shape& shape, const Extension& extension) {
    std::vector<const Shape*> shapes = {&shape};
    if (&shape == extension.shape) shapes.push_back(extension.by);
    Schema object = schema_of_object(shapes);
    const Key* key = shorthand_of(shape);
    if (key == nullptr) return object;
    return {{"anyOf", Schema::array({std::move(object), schema_of_value(*key->type, key->rules)})}};
}

/// The shape that a type leads to through lists and maps; nullptr if it leads to none.
const Shape* shape_in(const Type& type) {
    if (type.kind == Kind::Object) return &type.shape();
    return type.element == nullptr ? nullptr : shape_in(*type.element);
}

void collect(const Shape& shape, std::vector<const Shape*>& found) {
    for (const Key& key : shape.keys) {
        const Shape* below = shape_in(*key.type);
        if (below == nullptr || std::ranges::find(found, below) != found.end()) continue;
        SARA_EXPECT(std::ranges::find(found, below->name, &Shape::name) == found.end(),
                    "the shapes of a vocabulary have different names");
        found.push_back(below);
        collect(*below, found);
    }
}

}  // namespace

const Key* shorthand_of(const Shape& shape) {
    const Key* key = shape.shorthand.empty() ? nullptr : shape.find(shape.shorthand);
    if (key == nullptr || key->type->kind != Kind::Object) return key;
    return shorthand_of(key->type->shape());
}

std::string anchor_of(const Shape& shape) {
    std::string anchor(shape.name);
    std::ranges::replace(anchor, ' ', '-');
    return anchor;
}

std::vector<const Shape*> shapes_below(std::span<const Shape* const> root,
                                       const Extension& extension) {
    std::vector<const Shape*> found;
    for (const Shape* shape : root) collect(*shape, found);
    if (extension.by != nullptr) collect(*extension.by, found);
    return found;
}

nlohmann::ordered_json schema_of(std::span<const Shape* const> root, std::string_view title,
                                 const Extension& extension) {
    Schema schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
    schema.update(schema_of_object(root));
    Schema& definitions = schema["$defs"] = Schema::object();
    for (const Shape* shape : shapes_below(root, extension))
        definitions[anchor_of(*shape)] = schema_of_shape(*shape, extension);
    return schema;
}

}  // namespace sara::sim
