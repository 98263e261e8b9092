#pragma once

#include "models/at/catalogue.hpp"
#include "models/at/request.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace sara::at {

/// Room for the arguments of any command.
using Arguments = std::array<Argument, kMaxArguments>;

/// Checks a parameter list against a command's declaration and fills `arguments`, omitted ones with
/// their initial value.  Gives the number of positions written; nothing if the list is not allowed:
/// too long, too short, wrong type, out of range, forbidden bytes in a text.  [at-syntax 1]
std::optional<std::size_t> bind(const Row& row, std::string_view parameters, Arguments& arguments);

/// As `bind` for a command whose only argument is the text in quotes, whatever it contains.
std::optional<std::size_t> bind_raw(std::string_view quoted, Arguments& arguments);

/// The text as the one argument, without quotes: a dial string.
std::size_t bind_bare(std::string_view text, Arguments& arguments);

}  // namespace sara::at
