#include "models/sms/gsm7.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sara::sms {

namespace {

constexpr std::uint8_t kEscape = 0x1B;  ///< the next septet is of the extension table
constexpr std::uint8_t kQuestion = 0x3F;

/// An ASCII character that has another septet than its own code.
struct Special {
    char ascii;
    std::uint8_t septet;
    bool is_extension;
};
constexpr auto kSpecials = std::to_array<Special>({
    {'@', 0x00, false},
    {'$', 0x02, false},
    {'_', 0x11, false},
    {'\f', 0x0A, true},
    {'^', 0x14, true},
    {'{', 0x28, true},
    {'}', 0x29, true},
    {'\\', 0x2F, true},
    {'[', 0x3C, true},
    {'~', 0x3D, true},
    {']', 0x3E, true},
    {'|', 0x40, true},
});

bool has_own_code(std::uint8_t code) {
    const bool is_printable = code >= 0x20 && code <= 0x7A && code != 0x24 && code != 0x40;
    const bool is_between = code >= 0x5B && code <= 0x60;  // Ä Ö Ñ Ü § ¿ there
    return code == '\n' || code == '\r' || (is_printable && !is_between);
}

std::optional<Special> special_of(char c) {
    const auto found = std::ranges::find(kSpecials, c, &Special::ascii);
    return found == kSpecials.end() ? std::nullopt : std::optional(*found);
}

char character_of(std::uint8_t septet, bool is_extension) {
    for (const Special& special : kSpecials) {
        if (special.septet == septet && special.is_extension == is_extension) return special.ascii;
    }
    return !is_extension && has_own_code(septet) ? static_cast<char>(septet) : '?';
}

}  // namespace

Buffer to_septets(std::string_view ira) {
    Buffer septets;
    for (const char c : ira) {
        const auto code = static_cast<std::uint8_t>(c);
        if (const auto special = special_of(c)) {
            if (special->is_extension) septets.push_back(kEscape);
            septets.push_back(special->septet);
        } else {
            septets.push_back(has_own_code(code) ? code : kQuestion);
        }
    }
    return septets;
}

std::string to_ira(Bytes septets) {
    std::string text;
    bool is_extension = false;
    for (const std::uint8_t septet : septets) {
        if (septet == kEscape && !is_extension) {
            is_extension = true;
            continue;
        }
        text += character_of(septet, is_extension);
        is_extension = false;
    }
    return text;
}

Buffer pack(Bytes septets, std::size_t fill_bits) {
    Buffer octets((fill_bits + 7 * septets.size() + 7) / 8);
    std::size_t bit = fill_bits;
    for (const std::uint8_t septet : septets) {
        const unsigned shifted = static_cast<unsigned>(septet) << (bit % 8);
        octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] | (shifted & 0xFFU));
        if (shifted > 0xFFU) octets[bit / 8 + 1] = static_cast<std::uint8_t>(shifted >> 8U);
        bit += 7;
    }
    return octets;
}

Buffer unpack(Bytes octets, std::size_t count, std::size_t fill_bits) {
    Buffer septets;
    for (std::size_t bit = fill_bits; septets.size() < count && bit + 7 <= 8 * octets.size();
         bit += 7) {
        unsigned pair = octets[bit / 8];
        if (bit / 8 + 1 < octets.size()) pair |= static_cast<unsigned>(octets[bit / 8 + 1]) << 8U;
        septets.push_back(static_cast<std::uint8_t>((pair >> (bit % 8)) & 0x7FU));
    }
    return septets;
}

}  // namespace sara::sms
