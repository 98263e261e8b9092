#pragma once

#include "models/at/values.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sara::at {

/// What a position of a set command holds.  [at-syntax 1]
enum class ParameterType : std::uint8_t {
    Number,  ///< decimal digits, a minus allowed
    Text,    ///< in double quotes
    Hex,     ///< an even number of hexadecimal digits, with or without quotes
    Either   ///< a number or a text, as another position decides: the Argument's kind tells
};

/// One position of a command, as the manual's table declares it.
struct Parameter {
    std::string_view name;
    ParameterType type = ParameterType::Number;
    Values values = {};             ///< numbers and texts that are taken
    std::string_view initial = {};  ///< factory value, also of an omitted position; "" has none
    bool optional = false;          ///< may be left empty or out
    std::size_t max_length = 1024;  ///< of a text, in bytes
};

}  // namespace sara::at
