#include "sim/sinks/escape.hpp"

#include "sim/vocabulary/codec.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace sara::sim {

namespace {

constexpr std::size_t kByteValues = 256;

/// How JSON writes the character of each byte: the library's escapes, asked for once.
const std::array<std::string, kByteValues>& json_characters() {
    static const auto kTable = [] {
        std::array<std::string, kByteValues> table;
        for (std::size_t byte = 0; byte < kByteValues; ++byte) {
            const std::vector<std::uint8_t> one{static_cast<std::uint8_t>(byte)};
            const std::string quoted = encode_bytes(one).dump();
            table[byte] = quoted.substr(1, quoted.size() - 2);
        }
        return table;
    }();
    return kTable;
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
    const auto& characters = json_characters();
    for (const std::uint8_t byte : bytes) out += characters[byte];
}

std::string printable(std::span<const std::uint8_t> bytes, std::size_t limit) {
    std::string text;
    const bool is_cut = bytes.size() > limit;
    for (const std::uint8_t byte : is_cut ? bytes.first(limit) : bytes) text += c_character(byte);
    if (is_cut) text += fmt::format("... ({} bytes)", bytes.size());
    return text;
}

std::string printable(std::string_view text, std::size_t limit) {
    return printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, limit);
}

}  // namespace sara::sim
