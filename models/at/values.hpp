#pragma once

#include <cstdint>
#include <string_view>

namespace sara::at {

/// The values a parameter may have, written as the manuals and `=?` answers write them:
/// `0-2`, `0,1,4`, `0,9600,19200`, `"IRA","GSM"`.  Empty: any value of the type.
/// The same text checks a set command and answers the test command.
class Values {
 public:
    constexpr Values() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): tables write the text itself
    constexpr Values(const char* text) : text_(text) {}

    constexpr std::string_view text() const { return text_; }
    constexpr bool is_any() const { return text_.empty(); }

    /// True if the number is listed or lies in a listed range.
    constexpr bool contains(std::int64_t number) const;

    /// True if the list names that string.
    constexpr bool contains(std::string_view string) const;

 private:
    struct Cursor;
    std::string_view text_;
};

/// Walks the comma-separated items of a list.
struct Values::Cursor {
    std::string_view rest;

    constexpr std::string_view next() {
        const std::size_t comma = rest.find(',');
        const std::string_view item = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        return item;
    }

    static constexpr std::int64_t number(std::string_view digits) {
        const bool is_negative = digits.starts_with('-');
        std::int64_t value = 0;
        for (const char digit : digits.substr(is_negative ? 1 : 0))
            value = value * 10 + (digit - '0');
        return is_negative ? -value : value;
    }
};

constexpr bool Values::contains(std::int64_t number) const {
    if (is_any()) return true;
    for (Cursor cursor{text_}; !cursor.rest.empty();) {
        const std::string_view item = cursor.next();
        const std::size_t dash = item.find('-', 1);  // the first may be a sign
        const std::int64_t low = Cursor::number(item.substr(0, dash));
        const std::int64_t high =
            dash == std::string_view::npos ? low : Cursor::number(item.substr(dash + 1));
        if (number >= low && number <= high) return true;
    }
    return false;
}

constexpr bool Values::contains(std::string_view string) const {
    if (is_any()) return true;
    for (Cursor cursor{text_}; !cursor.rest.empty();) {
        const std::string_view item = cursor.next();
        if (item.substr(1, item.size() - 2) == string) return true;
    }
    return false;
}

}  // namespace sara::at
