#include "sim/vocabulary/codec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sara::sim {

namespace {

constexpr std::size_t kShownCharacters = 40;

/// What stands there instead, short enough for an error line.
std::string shown(const Json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    std::string text = value.dump();
    if (text.size() > kShownCharacters) text = text.substr(0, kShownCharacters) + "...";
    return text;
}

[[noreturn]] void refuse(const Json& value, const Place& place, const Type& type,
                         const Rules& rules) {
    place.fail(fmt::format("expected {}, found {}", describe(type, rules), shown(value)));
}

bool is_within(double value, const Rules& rules) {
    return value >= rules.min.value_or(value) && value <= rules.max.value_or(value);
}

/// 1.0 and 1e2 are whole numbers too, as for JSON Schema.
bool is_whole(const Json& value) {
    if (value.is_number_integer()) return true;
    return value.is_number_float() && std::trunc(value.get<double>()) == value.get<double>();
}

/// Characters of UTF-8: all bytes but the continuations.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

struct Unit {
    std::string_view name;
    std::int64_t nanoseconds;
    std::size_t max_digits;  ///< before the point: keeps everything below 2^63 ns, 292 years
};
// From the largest down, which is the order `to_text` tries them in.
constexpr auto kUnits = std::to_array<Unit>({
    {"d", 86'400'000'000'000, 5},
    {"h", 3'600'000'000'000, 5},
    {"min", 60'000'000'000, 5},
    {"s", 1'000'000'000, 9},
    {"ms", 1'000'000, 9},
    {"us", 1'000, 9},
    {"ns", 1, 18},
});
constexpr std::size_t kMaxDecimals = 3;  // of everything but ns, so that the result is whole

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes the digits at the front of `text`.
std::string_view take_digits(std::string_view& text) {
    const auto end = std::ranges::find_if_not(text, is_digit);
    const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(digits.size());
    return digits;
}

std::int64_t number(std::string_view digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<Duration> parse_duration(std::string_view text) {
    const std::string_view whole = take_digits(text);
    std::string_view decimals;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        decimals = take_digits(text);
        if (decimals.empty() || decimals.size() > kMaxDecimals || text == "ns") return {};
    }
    const auto unit = std::ranges::find(kUnits, text, &Unit::name);
    if (unit == kUnits.end() || whole.empty() || whole.size() > unit->max_digits) return {};
    std::int64_t scale = unit->nanoseconds;
    for (std::size_t digit = 0; digit < decimals.size(); ++digit) scale /= 10;
    return Duration(number(whole) * unit->nanoseconds + number(decimals) * scale);
}

}  // namespace

bool decode_boolean(const Json& value, const Place& place) {
    if (!value.is_boolean()) refuse(value, place, Codec<bool>::kType, {});
    return value.get<bool>();
}

std::int64_t decode_signed(const Json& value, const Place& place, const Type& type,
                           const Rules& rules) {
    // As doubles first: what no integer type holds must not be converted.
    if (!is_whole(value) || value.get<double>() < -0x1p63 || value.get<double>() >= 0x1p63)
        refuse(value, place, type, rules);
    const auto whole = value.get<std::int64_t>();
    if (whole < type.least || whole > static_cast<std::int64_t>(type.most) ||
        !is_within(static_cast<double>(whole), rules))
        refuse(value, place, type, rules);
    return whole;
}

std::uint64_t decode_unsigned(const Json& value, const Place& place, const Type& type,
                              const Rules& rules) {
    if (!is_whole(value) || value.get<double>() < 0) refuse(value, place, type, rules);
    if (value.is_number_float() && value.get<double>() >= 0x1p64) refuse(value, place, type, rules);
    const auto whole = value.get<std::uint64_t>();
    if (whole > type.most || !is_within(static_cast<double>(whole), rules))
        refuse(value, place, type, rules);
    return whole;
}

double decode_number(const Json& value, const Place& place, const Rules& rules) {
    if (!value.is_number() || !is_within(value.get<double>(), rules))
        refuse(value, place, Codec<double>::kType, rules);
    return value.get<double>();
}

std::string decode_text(const Json& value, const Place& place, const Rules& rules) {
    if (!value.is_string() ||
        !is_within(static_cast<double>(characters(value.get_ref<const std::string&>())), rules))
        refuse(value, place, Codec<std::string>::kType, rules);
    return value.get<std::string>();
}

std::vector<std::uint8_t> decode_bytes(const Json& value, const Place& place, const Rules& rules) {
    const Type& type = Codec<std::vector<std::uint8_t>>::kType;
    if (!value.is_string()) refuse(value, place, type, rules);
    std::vector<std::uint8_t> bytes;
    const auto& text = value.get_ref<const std::string&>();
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead < 0x80) {
            bytes.push_back(lead);
        } else if (lead == 0xC2 || lead == 0xC3) {  // U+0080 to U+00FF in UTF-8
            const auto low = static_cast<unsigned char>(text[++at]);
            bytes.push_back(static_cast<std::uint8_t>((lead & 3U) << 6U | (low & 0x3FU)));
        } else {
            place.fail("expected bytes, each a character from U+0000 to U+00FF, found " +
                       shown(value));
        }
    }
    if (!is_within(static_cast<double>(bytes.size()), rules)) refuse(value, place, type, rules);
    return bytes;
}

Json encode_bytes(const std::vector<std::uint8_t>& bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        if (byte < 0x80) {
            text += static_cast<char>(byte);
        } else {
            text += static_cast<char>(0xC0U | byte >> 6U);
            text += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return text;
}

Duration decode_duration(const Json& value, const Place& place) {
    if (value.is_string()) {
        if (const auto duration = parse_duration(value.get_ref<const std::string&>()))
            return *duration;
    }
    refuse(value, place, Codec<Duration>::kType, {});
}

std::string to_text(Duration duration) {
    for (const Unit& unit : kUnits) {
        if (duration.count() % unit.nanoseconds == 0 && (duration.count() != 0 || unit.name == "s"))
            return fmt::format("{}{}", duration.count() / unit.nanoseconds, unit.name);
    }
    return "0s";
}

Pattern decode_pattern(const Json& value, const Place& place) {
    if (!value.is_string()) refuse(value, place, Codec<Pattern>::kType, {});
    try {
        return {value.get<std::string>(), std::regex(value.get<std::string>())};
    } catch (const std::regex_error& error) {
        place.fail(
            fmt::format("expected a regular expression, found {}: {}", shown(value), error.what()));
    }
}

std::size_t decode_choice(const Json& value, const Place& place, const Type& type) {
    if (!value.is_string()) refuse(value, place, type, {});
    const auto& text = value.get_ref<const std::string&>();
    const auto found = std::ranges::find(type.choices, text);
    if (found == type.choices.end()) {
        place.fail(fmt::format("expected one of {}, found {}{}", describe(type, {}), shown(value),
                               suggestion(text, type.choices)));
    }
    return static_cast<std::size_t>(found - type.choices.begin());
}

void check_list(const Json& value, const Place& place, const Type& type, const Rules& rules) {
    if (!value.is_array() || !is_within(static_cast<double>(value.size()), rules))
        refuse(value, place, type, rules);
}

void check_map(const Json& value, const Place& place, const Type& type, const Rules& rules) {
    if (!value.is_object() || !is_within(static_cast<double>(value.size()), rules))
        refuse(value, place, type, rules);
}

}  // namespace sara::sim
