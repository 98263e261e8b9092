#pragma once

#include "models/transition.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// A machine of the module: its table in words.
struct NamedMachine {
    std::string_view name;
    std::vector<machine::Transition> transitions;
};

/// Every machine there is.
std::vector<NamedMachine> all_machines();

/// A Markdown table a machine, a row a transition.
std::string state_tables(const std::vector<NamedMachine>& machines);

/// A Graphviz digraph with a cluster a machine.
std::string state_graph(const std::vector<NamedMachine>& machines);

}  // namespace sara::tools
