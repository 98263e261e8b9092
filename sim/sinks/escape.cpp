#include "sim/sinks/escape.hpp"

#include "sim/vocabulary/codec.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::sim {

namespace {

constexpr std::size_t kByteValues = 256;

using Characters = std::array<std::string, kByteValues>;

/// How each byte is written, asked for once.
Characters characters_by(std::string (*write)(std::uint8_t byte)) {
    Characters table;
    for (std::size_t byte = 0; byte < kByteValues; ++byte)
        table[byte] = write(static_cast<std::uint8_t>(byte));
    return table;
}

/// As the JSON library escapes the character of that byte.
std::string json_character(std::uint8_t byte) {
    const std::string quoted = encode_bytes({byte}).dump();
    return quoted.substr(1, quoted.size() - 2);
}

std::string c_character(std::uint8_t byte) {
    switch (byte) {
        case '\r':
            return "\\r";
        case '\n':
            return "\\n";
        case '\t':
            return "\\t";
        case '\\':
            return "\\\\";
        default:
            break;
    }
    if (byte >= 0x20 && byte < 0x7F) return {static_cast<char>(byte)};
    return fmt::format("\\x{:02x}", byte);
}

}  // namespace

void append_json_text(std::string& out, std::span<const std::uint8_t> bytes) {
    static const Characters characters = characters_by(json_character);
    for (const std::uint8_t byte : bytes) out += characters[byte];
}

std::string printable(std::span<const std::uint8_t> bytes, std::size_t limit) {
    static const Characters characters = characters_by(c_character);
    std::string text;
    const bool is_cut = bytes.size() > limit;
    for (const std::uint8_t byte : is_cut ? bytes.first(limit) : bytes) text += characters[byte];
    if (is_cut) text += fmt::format("... ({} bytes)", bytes.size());
    return text;
}

std::string printable(std::string_view text, std::size_t limit) {
    return printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, limit);
}

}  // namespace sara::sim
