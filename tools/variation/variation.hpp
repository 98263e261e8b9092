#pragma once

#include "tools/sweep/point.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// In what the module may differ from run to run, so that a host has to bear it.
enum class Vary {
    Urcs,    ///< a URC comes where one may come
    Splits,  ///< what it says comes in two pieces
    Errors,  ///< a command is answered with an error that is documented for it
    Timing   ///< it is answered at once, or as late as the manual allows
};

/// "urcs", "splits", "errors" or "timing".  Throws BadInput.
Vary parse_vary(std::string_view text);
std::string_view name_of(Vary vary);

/// What is varied by the case with that id; nothing if it is none of a variation.
std::optional<Vary> vary_of_case(std::string_view id);

/// A case: what comes otherwise, from which event on.
struct Variation {
    Point point;          ///< its phase is what is varied: a command line, or a URC's name
    nlohmann::json what;  ///< as `what` of a fault in a scenario
};

}  // namespace sara::tools
