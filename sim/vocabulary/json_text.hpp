#pragma once

#include "sim/vocabulary/shape.hpp"

#include <string_view>

namespace sara::sim {

/// Parses a JSON file's text.  Throws ScenarioError: broken JSON with line and column, a key that
/// stands twice in one object with its place.
Json parse_json(std::string_view text, std::string_view file);

}  // namespace sara::sim
