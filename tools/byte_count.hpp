#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::tools {

/// A number of bytes as people write it: "450000", "450kB", "4.5MB", "64KiB".  Decimal units are
/// the note's.  [R01 3.1.2]  Nothing if it is anything else, no whole number of bytes or 4 GiB.
std::optional<std::uint32_t> parse_byte_count(std::string_view text);

/// As parse_byte_count; throws BadInput naming the option.
std::uint32_t byte_count_of(std::string_view option, std::string_view text);

}  // namespace sara::tools
