#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sara::sim {

/// Appends bytes as the inside of a JSON text: each byte is the character U+0000 to U+00FF, so any
/// bytes can be written and read back.
void append_json_text(std::string& out, std::span<const std::uint8_t> bytes);

/// Bytes for people: printable ASCII as it is, the rest as in C ("\r", "\x1a").  What is longer
/// than `limit` bytes is cut and its size given.
std::string printable(std::span<const std::uint8_t> bytes, std::size_t limit);
std::string printable(std::string_view text, std::size_t limit = 200);

}  // namespace sara::sim
