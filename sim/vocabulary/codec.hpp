#pragma once

#include "sim/time.hpp"
#include "sim/vocabulary/names.hpp"
#include "sim/vocabulary/shape.hpp"

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace sara::sim {

/// A regular expression as the user wrote it, and compiled.
struct Pattern {
    std::string text;
    std::regex regex;
};

// The work on plain values, in codec.cpp.
bool decode_boolean(const Json& value, const Place& place);
std::int64_t decode_signed(const Json& value, const Place& place, const Type& type,
                           const Rules& rules);
std::uint64_t decode_unsigned(const Json& value, const Place& place, const Type& type,
                              const Rules& rules);
double decode_number(const Json& value, const Place& place, const Rules& rules);
std::string decode_text(const Json& value, const Place& place, const Rules& rules);
std::vector<std::uint8_t> decode_bytes(const Json& value, const Place& place, const Rules& rules);
Duration decode_duration(const Json& value, const Place& place);
Pattern decode_pattern(const Json& value, const Place& place);
std::size_t decode_choice(const Json& value, const Place& place, const Type& type);
void check_list(const Json& value, const Place& place, const Type& type, const Rules& rules);
void check_map(const Json& value, const Place& place, const Type& type, const Rules& rules);
Json encode_bytes(const std::vector<std::uint8_t>& bytes);

/// A duration in the largest unit that gives a whole number: "25min", "1500ms".
std::string to_text(Duration duration);

/// How a C++ type stands in a file.  The general case is a struct with a shape.
template <class T>
struct Codec {
    static constexpr Type kType{.kind = Kind::Object, .shape = &shape_of<T>};
    static T decode(const Json& value, const Place& place, const Rules&) {
        T decoded{};
        const Part part{&shape_of<T>(), &decoded};
        decode_object({&part, 1}, value, place);
        return decoded;
    }
    static Json encode(const T& value) { return encode_object(shape_of<T>(), &value); }
};

template <>
struct Codec<bool> {
    static constexpr Type kType{.kind = Kind::Boolean};
    static bool decode(const Json& value, const Place& place, const Rules&) {
        return decode_boolean(value, place);
    }
    static Json encode(bool value) { return value; }
};

template <std::integral T>
struct Codec<T> {
    static constexpr Type kType{.kind = Kind::Integer,
                                .least = std::numeric_limits<T>::min(),
                                .most = std::numeric_limits<T>::max()};
    static T decode(const Json& value, const Place& place, const Rules& rules) {
        if constexpr (std::is_signed_v<T>) {
            return static_cast<T>(decode_signed(value, place, kType, rules));
        } else {
            return static_cast<T>(decode_unsigned(value, place, kType, rules));
        }
    }
    static Json encode(T value) { return value; }
};

template <>
struct Codec<double> {
    static constexpr Type kType{.kind = Kind::Number};
    static double decode(const Json& value, const Place& place, const Rules& rules) {
        return decode_number(value, place, rules);
    }
    static Json encode(double value) { return value; }
};

template <>
struct Codec<std::string> {
    static constexpr Type kType{.kind = Kind::Text};
    static std::string decode(const Json& value, const Place& place, const Rules& rules) {
        return decode_text(value, place, rules);
    }
    static Json encode(const std::string& value) { return value; }
};

template <>
struct Codec<std::vector<std::uint8_t>> {
    static constexpr Type kType{.kind = Kind::ByteText};
    static std::vector<std::uint8_t> decode(const Json& value, const Place& place,
                                            const Rules& rules) {
        return decode_bytes(value, place, rules);
    }
    static Json encode(const std::vector<std::uint8_t>& value) { return encode_bytes(value); }
};

template <>
struct Codec<Duration> {
    static constexpr Type kType{.kind = Kind::Period};
    static Duration decode(const Json& value, const Place& place, const Rules&) {
        return decode_duration(value, place);
    }
    static Json encode(Duration value) { return to_text(value); }
};

template <>
struct Codec<Pattern> {
    static constexpr Type kType{.kind = Kind::Regex};
    static Pattern decode(const Json& value, const Place& place, const Rules&) {
        return decode_pattern(value, place);
    }
    static Json encode(const Pattern& value) { return value.text; }
};

template <>
struct Codec<Json> {
    static constexpr Type kType{.kind = Kind::Anything};
    static Json decode(const Json& value, const Place&, const Rules&) { return value; }
    static Json encode(const Json& value) { return value; }
};

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
    static constexpr auto kNames = [] {
        std::array<std::string_view, Names<E>::kTable.size()> names{};
        for (std::size_t row = 0; row < names.size(); ++row)
            names[row] = Names<E>::kTable[row].name;
        return names;
    }();
    static constexpr Type kType{.kind = Kind::Choice, .choices = kNames};
    static E decode(const Json& value, const Place& place, const Rules&) {
        return Names<E>::kTable[decode_choice(value, place, kType)].value;
    }
    static Json encode(E value) {
        for (const auto& row : Names<E>::kTable) {
            if (row.value == value) return std::string(row.name);
        }
        return nullptr;
    }
};

template <class T>
struct Codec<std::optional<T>> {
    static constexpr const Type& kType = Codec<T>::kType;
    static std::optional<T> decode(const Json& value, const Place& place, const Rules& rules) {
        return std::optional<T>(std::in_place, Codec<T>::decode(value, place, rules));
    }
    static Json encode(const std::optional<T>& value) {
        return value ? Codec<T>::encode(*value) : Json();
    }
};

template <class T>
struct Codec<std::vector<T>> {
    static constexpr Type kType{.kind = Kind::List, .element = &Codec<T>::kType};
    static std::vector<T> decode(const Json& value, const Place& place, const Rules& rules) {
        check_list(value, place, kType, rules);
        std::vector<T> list;
        list.reserve(value.size());
        for (const Json& element : value) {
            list.push_back(Codec<T>::decode(element, Place(place, list.size()), {}));
        }
        return list;
    }
    static Json encode(const std::vector<T>& value) {
        Json list = Json::array();
        for (const T& element : value) list.push_back(Codec<T>::encode(element));
        return list;
    }
};

template <class T>
struct Codec<std::map<std::string, T>> {
    static constexpr Type kType{.kind = Kind::Map, .element = &Codec<T>::kType};
    static std::map<std::string, T> decode(const Json& value, const Place& place,
                                           const Rules& rules) {
        check_map(value, place, kType, rules);
        std::map<std::string, T> map;
        for (const auto& [name, element] : value.items()) {
            map.emplace(name, Codec<T>::decode(element, Place(place, name), {}));
        }
        return map;
    }
    static Json encode(const std::map<std::string, T>& value) {
        Json map = Json::object();
        for (const auto& [name, element] : value) map[name] = Codec<T>::encode(element);
        return map;
    }
};

}  // namespace sara::sim
