#include "tools/commands/states.hpp"

#include "tools/reference/state_reference.hpp"

#include <fmt/format.h>

#include <memory>

namespace sara::tools {

void add_states_command(CLI::App& app) {
    CLI::App* const command = app.add_subcommand("states", "The tables of the state machines");
    const auto dot = std::make_shared<bool>(false);
    command->add_flag("--dot", *dot, "As a Graphviz graph");
    command->callback([dot] {
        fmt::print("{}", *dot ? state_graph(all_machines()) : state_tables(all_machines()));
    });
}

}  // namespace sara::tools
