#pragma once

#include "models/at/command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

// Categories of what a run can meet, in the order in which a report has them.
inline constexpr std::string_view kStates = "states";
inline constexpr std::string_view kTransitions = "transitions";
inline constexpr std::string_view kCommands = "commands";
inline constexpr std::string_view kErrors = "errors";
inline constexpr std::string_view kUrcs = "urcs";
inline constexpr std::string_view kPhases = "update phases";
inline constexpr std::string_view kResults = "install results";

/// One category and all there is of it.
struct Category {
    std::string_view name;
    std::vector<std::string> items;
};

/// "+CPIN", "+CPIN=", "+CPIN?", "+CPIN=?"
std::string command_item(std::string_view name, at::Form form);

/// No transition of that machine leads into that state: whoever is in it is a new one.
bool only_begins(std::string_view machine, std::string_view state);

/// "160 flash write failure"
std::string result_item(int code);

/// Everything of the module that a run can meet, from the module's own tables: states and
/// transitions of its machines, commands in each of their forms, error codes, URCs, phases of
/// updates and result codes of installations.
const std::vector<Category>& universe();

}  // namespace sara::tools
