#include "models/network/address.hpp"

#include <fmt/format.h>

#include <charconv>

namespace sara::network {

namespace {

constexpr std::size_t kGroups = 8;  // of 16 bits in an IPv6 address

using Groups = std::array<std::uint16_t, kGroups>;

template <class T>
std::optional<T> number_of(std::string_view digits, int base) {
    T number{};
    const char* end = digits.data() + digits.size();
    const auto [parsed, error] = std::from_chars(digits.data(), end, number, base);
    if (digits.empty() || error != std::errc() || parsed != end) return std::nullopt;
    return number;
}

// The text before the first `separator`, which is taken off `rest` with it.
std::string_view take_until(char separator, std::string_view& rest) {
    const std::size_t end = rest.find(separator);
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    return part;
}

std::optional<Address> parse_dotted(std::string_view text) {
    std::array<std::uint8_t, Address::kV6Bytes> bytes{};
    std::size_t count = 0;
    for (bool is_last = false; !is_last; ++count) {
        is_last = text.find('.') == text.npos;
        const auto byte = number_of<std::uint8_t>(take_until('.', text), 10);
        if (!byte || count == bytes.size()) return std::nullopt;
        bytes[count] = *byte;
    }
    if (count == Address::kV6Bytes) return Address::v6(bytes);
    if (count != Address::kV4Bytes) return std::nullopt;
    return Address::v4({bytes[0], bytes[1], bytes[2], bytes[3]});
}

// Groups separated by colons; how many, or nothing if one is none.
std::optional<std::size_t> parse_groups(std::string_view text, Groups& groups) {
    std::size_t count = 0;
    for (bool is_last = text.empty(); !is_last; ++count) {
        is_last = text.find(':') == text.npos;
        const auto group = number_of<std::uint16_t>(take_until(':', text), 16);
        if (!group || count == groups.size()) return std::nullopt;
        groups[count] = *group;
    }
    return count;
}

Address from_groups(const Groups& groups) {
    std::array<std::uint8_t, Address::kV6Bytes> bytes{};
    for (std::size_t i = 0; i < kGroups; ++i) {
        bytes[2 * i] = static_cast<std::uint8_t>(groups[i] >> 8U);
        bytes[2 * i + 1] = static_cast<std::uint8_t>(groups[i]);
    }
    return Address::v6(bytes);
}

std::optional<Address> parse_v6(std::string_view text) {
    Groups head{};
    Groups tail{};
    const std::size_t gap = text.find("::");
    const auto before = parse_groups(text.substr(0, gap), head);
    if (!before) return std::nullopt;
    if (gap == text.npos) {
        return *before == kGroups ? std::optional(from_groups(head)) : std::nullopt;
    }
    const auto after = parse_groups(text.substr(gap + 2), tail);
    if (!after || *before + *after >= kGroups) return std::nullopt;
    std::copy_n(tail.begin(), *after, head.end() - static_cast<std::ptrdiff_t>(*after));
    return from_groups(head);
}

struct Run {
    std::size_t start = 0;
    std::size_t length = 0;
};

// The longest run of zeros, which "::" stands for if it is longer than one.  [RFC 5952 4.2]
Run longest_zeros(const Groups& groups) {
    Run longest;
    Run current;
    for (std::size_t i = 0; i < kGroups; ++i) {
        if (groups[i] != 0) {
            current.length = 0;
            continue;
        }
        if (current.length++ == 0) current.start = i;
        if (current.length > longest.length) longest = current;
    }
    return longest.length > 1 ? longest : Run{};
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    return text.find(':') == text.npos ? parse_dotted(text) : parse_v6(text);
}

std::string Address::text() const {
    if (!is_v6_) return dotted();
    Groups groups{};
    for (std::size_t i = 0; i < kGroups; ++i) {
        groups[i] = static_cast<std::uint16_t>(bytes_[2 * i] << 8U | bytes_[2 * i + 1]);
    }
    const Run zeros = longest_zeros(groups);
    std::string text;
    for (std::size_t i = 0; i < kGroups; ++i) {
        if (zeros.length > 0 && i == zeros.start) {
            text += "::";
            i += zeros.length - 1;
            continue;
        }
        if (!text.empty() && text.back() != ':') text += ':';
        text += fmt::format("{:x}", groups[i]);
    }
    return text;
}

std::string Address::dotted() const {
    return fmt::format("{}", fmt::join(bytes(), "."));
}

}  // namespace sara::network
