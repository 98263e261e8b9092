#pragma once

#include "models/at/catalogue.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace sara::tools {

/// "-", "V", "P" or "N", as the manual's index has it.  [at-syntax 0]
std::string_view letter_of(at::Persists persists);

/// The command reference as a Markdown table, a row a command.
std::string command_table(const at::Catalogue& catalogue);

/// The same as JSON: an array of objects.
nlohmann::json commands_as_json(const at::Catalogue& catalogue);

}  // namespace sara::tools
