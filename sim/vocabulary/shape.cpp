#include "sim/vocabulary/shape.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace sara::sim {

namespace {

constexpr std::string_view kComment = "comment";

/// A key of one of the parts, and the struct it is stored in.
struct Slot {
    const Key* key = nullptr;
    void* owner = nullptr;
};

Slot find(std::span<const Part> parts, std::string_view name) {
    for (const Part& part : parts) {
        if (const Key* key = part.shape->find(name)) return {key, part.owner};
    }
    return {};
}

std::vector<std::string_view> names_in(std::span<const Part> parts, bool one_of_only) {
    std::vector<std::string_view> names;
    for (const Part& part : parts) {
        for (const Key& key : part.shape->keys) {
            if (!one_of_only || key.rules.presence == Presence::OneOf) names.push_back(key.name);
        }
    }
    return names;
}

void store_members(std::span<const Part> parts, const Json& value, const Place& place) {
    for (const auto& [name, member] : value.items()) {
        const Place here(place, name);
        const Slot slot = find(parts, name);
        if (slot.key != nullptr) {
            slot.key->store(slot.owner, member, here, slot.key->rules);
        } else if (name == kComment) {
            if (!member.is_string()) here.fail("expected a text");
        } else {
            here.fail("unknown key" + suggestion(name, names_in(parts, false)));
        }
    }
}

void check_presence(std::span<const Part> parts, const Json& value, const Place& place) {
    for (const Part& part : parts) {
        for (const Key& key : part.shape->keys) {
            if (key.rules.presence == Presence::Required && !value.contains(key.name))
                place.fail(fmt::format("the key \"{}\" is missing: {}", key.name, key.help));
        }
    }
    const std::vector<std::string_view> group = names_in(parts, true);
    if (group.empty()) return;
    const auto present =
        std::ranges::count_if(group, [&](std::string_view name) { return value.contains(name); });
    if (present != 1) {
        place.fail(fmt::format("expected exactly one of the keys \"{}\", found {}",
                               fmt::join(group, "\", \""), present == 0 ? "none" : "several"));
    }
}

/// Letters to change, insert or remove to get from one word to the other.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row[to.size()];
}

std::string describe_range(std::string_view unit, const std::optional<double>& min,
                           const std::optional<double>& max) {
    if (min && max) return fmt::format(" from {} to {}{}", *min, *max, unit);
    if (min) return fmt::format(" of at least {}{}", *min, unit);
    if (max) return fmt::format(" of at most {}{}", *max, unit);
    return {};
}

std::string describe_integer(const Type& type, const Rules& rules) {
    const auto least = rules.min ? static_cast<std::int64_t>(*rules.min) : type.least;
    const Json most = rules.max ? whole_limit(*rules.max) : Json(type.most);
    return fmt::format("a whole number from {} to {}", least, most.dump());
}

}  // namespace

Json whole_limit(double limit) {
    return limit < 0 ? Json(static_cast<std::int64_t>(limit))
                     : Json(static_cast<std::uint64_t>(limit));
}

const Key* Shape::find(std::string_view key) const {
    const auto found = std::ranges::find(keys, key, &Key::name);
    return found == keys.end() ? nullptr : &*found;
}

void decode_object(std::span<const Part> parts, const Json& value, const Place& place) {
    const Shape& shape = *parts.front().shape;
    if (!value.is_object()) {
        const Key* key = shape.shorthand.empty() ? nullptr : shape.find(shape.shorthand);
        if (key == nullptr) place.fail(fmt::format("expected an object ({})", shape.name));
        key->store(parts.front().owner, value, place, key->rules);
        return;
    }
    store_members(parts, value, place);
    check_presence(parts, value, place);
}

Json encode_object(const Shape& shape, const void* owner) {
    Json object = Json::object();
    const std::shared_ptr<const void> defaults = shape.fresh();
    for (const Key& key : shape.keys) {
        Json value = key.load(owner);
        const bool is_required = key.rules.presence == Presence::Required;
        if (is_required || value != key.load(defaults.get()))
            object[std::string(key.name)] = std::move(value);
    }
    return object;
}

std::string describe(const Type& type, const Rules& rules) {
    switch (type.kind) {
        case Kind::Boolean:
            return "true or false";
        case Kind::Integer:
            return describe_integer(type, rules);
        case Kind::Number:
            return "a number" + describe_range("", rules.min, rules.max);
        case Kind::Text:
            return "a text" + describe_range(" characters", rules.min, rules.max);
        case Kind::ByteText:
            return "bytes as a text" + describe_range(" bytes", rules.min, rules.max);
        case Kind::Period:
            return "a duration such as \"250ms\", \"109s\", \"25min\", \"1h\"";
        case Kind::Regex:
            return "a regular expression";
        case Kind::Choice:
            return fmt::format("\"{}\"", fmt::join(type.choices, "\", \""));
        case Kind::List:
            return "a list" + describe_range(" elements", rules.min, rules.max) + ", each " +
                   describe(*type.element, {});
        case Kind::Map:
            return "an object whose values are each " + describe(*type.element, {});
        case Kind::Object:
            return fmt::format("an object ({})", type.shape().name);
        case Kind::Anything:
            break;
    }
    return "any value";
}

std::string suggestion(std::string_view text, std::span<const std::string_view> names) {
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(2, text.size() / 3) + 1;
    for (const std::string_view name : names) {
        const std::size_t letters = distance(text, name);
        if (letters < least && letters < name.size()) {
            least = letters;
            nearest = name;
        }
    }
    return nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest);
}

}  // namespace sara::sim
