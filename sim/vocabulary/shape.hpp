#pragma once

#include "sim/vocabulary/place.hpp"
#include "sim/vocabulary/shape_of.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sara::sim {

using Json = nlohmann::json;

struct Shape;

/// What kind of JSON value a key takes.
enum class Kind : std::uint8_t {
    Boolean,
    Integer,
    Number,
    Text,      ///< UTF-8
    ByteText,  ///< a text in which every character U+0000 to U+00FF is one byte
    Period,    ///< a text with its unit: "250ms", "109s", "25min", "1h", "30d"
    Regex,     ///< a regular expression (ECMAScript)
    Choice,    ///< one of a table of names
    List,
    Map,     ///< an object whose keys the user names
    Object,  ///< an object with a shape
    Anything
};

/// The type of a value, as data: from it come the error texts, the schema and the reference.
struct Type {
    Kind kind;
    std::int64_t least = 0;                          ///< Integer
    std::uint64_t most = 0;                          ///< Integer
    std::span<const std::string_view> choices = {};  ///< Choice
    const Type* element = nullptr;                   ///< List, Map
    const Shape& (*shape)() = nullptr;               ///< Object
};

/// Whether a key has to be there.
enum class Presence : std::uint8_t {
    Optional,
    Required,
    OneOf  ///< exactly one of the shape's keys marked so
};

/// What a value must satisfy beyond its type.
struct Rules {
    std::optional<double> min = {};  ///< of a number; of a text, list or map its size
    std::optional<double> max = {};
    Presence presence = Presence::Optional;
};
inline constexpr Rules kRequired{.presence = Presence::Required};
inline constexpr Rules kOneOf{.presence = Presence::OneOf};

/// One key of an object: a row of a vocabulary.  Made by `key<&Struct::member>(...)`.
struct Key {
    std::string_view name;
    std::string_view help;  ///< one line, with the unit if the type does not say it
    Rules rules;
    std::string_view source;  ///< tag of the reference, e.g. "[R01 3.1]"; may be empty
    const Type* type;
    void (*store)(void* owner, const Json& value, const Place& place, const Rules& rules);
    Json (*load)(const void* owner);  ///< null where the owner has no value
};

/// An object of the vocabulary: its keys and how to make one.  Every shape also takes the key
/// "comment", because JSON has none.
struct Shape {
    std::string_view name;  ///< unique in its vocabulary; a heading of the reference
    std::string_view help;
    std::span<const Key> keys;
    std::string_view shorthand;  ///< a value that is no object stands for this key; may be empty
    std::shared_ptr<void> (*fresh)();  ///< a new struct, every member at its default

    const Key* find(std::string_view key) const;
};

/// Makes the Shape that a specialisation of `shape_of` returns.
template <class T>
constexpr Shape make_shape(std::string_view name, std::string_view help, std::span<const Key> keys,
                           std::string_view shorthand = {}) {
    return {name, help, keys, shorthand,
            []() -> std::shared_ptr<void> { return std::make_shared<T>(); }};
}

/// A struct to fill and the shape that says how.
struct Part {
    const Shape* shape;
    void* owner;
};

/// Fills the parts from one object whose keys they share.  Throws ScenarioError on an unknown key
/// (naming the nearest known one), a missing one, a wrong type or a value out of range.
void decode_object(std::span<const Part> parts, const Json& value, const Place& place);

/// The object that decodes to `owner`, without what may be left out and is at its default.
Json encode_object(const Shape& shape, const void* owner);

/// A whole limit as JSON has it; a negative one is not of the type that the largest need.
Json whole_limit(double limit);

/// What a value of that type looks like, for error texts and the reference: "a number from 1 to 4".
std::string describe(const Type& type, const Rules& rules);

/// `"; did you mean "x"?"` if one of the names is close to `text`, else "".
std::string suggestion(std::string_view text, std::span<const std::string_view> names);

}  // namespace sara::sim
