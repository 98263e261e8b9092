#include "tools/reference/state_reference.hpp"

#include "models/lwm2m/client_machine.hpp"
#include "models/network/registration_machine.hpp"
#include "models/power/life_cycle_machine.hpp"
#include "models/ppp/negotiation_machine.hpp"
#include "models/ufota/download_machine.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::tools {

namespace {

using machine::Transition;

std::string guard_of(const Transition& row) {
    if (row.guard.empty()) return "";
    return fmt::format("{}{}", row.guard_negated ? "not " : "", row.guard);
}

/// What an edge says: event [guard] / action.
std::string label_of(const Transition& row) {
    std::string label(row.event);
    if (!row.guard.empty()) label += fmt::format(" [{}]", guard_of(row));
    if (!row.action.empty()) label += fmt::format("\\n/ {}", row.action);
    return label;
}

std::string node(std::string_view machine, std::string_view state) {
    return fmt::format("\"{}.{}\"", machine, state);
}

/// The states of a table, in the order in which it names them.
std::vector<std::string_view> states_of(const NamedMachine& machine) {
    std::vector<std::string_view> states;
    const auto add = [&](std::string_view state) {
        const bool is_new = std::ranges::find(states, state) == states.end();
        if (!state.empty() && is_new) states.push_back(state);
    };
    for (const Transition& row : machine.transitions) {
        add(row.from);
        add(row.to);
    }
    return states;
}

}  // namespace

std::vector<NamedMachine> all_machines() {
    return {{"life-cycle", power::LifeCycle::transitions()},
            {"registration", network::RegistrationMachine::transitions()},
            {"lcp", ppp::NegotiationMachine::transitions()},
            {"ipcp", ppp::NegotiationMachine::transitions()},
            {"lwm2m client", lwm2m::ClientMachine::transitions()},
            {"ufota", ufota::DownloadMachine::transitions()}};
}

std::string state_tables(const std::vector<NamedMachine>& machines) {
    std::string text;
    for (const NamedMachine& machine : machines) {
        if (!text.empty()) text += '\n';
        text += fmt::format(
            "## {}\n\n| state | event | guard | next state | action |\n"
            "|---|---|---|---|---|\n",
            machine.name);
        for (const Transition& row : machine.transitions) {
            text += fmt::format("| {} | {} | {} | {} | {} |\n", row.from, row.event, guard_of(row),
                                row.to.empty() ? "stays" : row.to, row.action);
        }
    }
    return text;
}

std::string state_graph(const std::vector<NamedMachine>& machines) {
    std::string text = "digraph r5sim {\n  node [shape=box, style=rounded];\n";
    for (std::size_t number = 0; number < machines.size(); ++number) {
        const NamedMachine& machine = machines[number];
        text += fmt::format("  subgraph cluster_{} {{\n    label=\"{}\";\n", number, machine.name);
        for (const std::string_view state : states_of(machine)) {
            text += fmt::format("    {} [label=\"{}\"];\n", node(machine.name, state), state);
        }
        for (const Transition& row : machine.transitions) {
            const std::string_view to = row.to.empty() ? row.from : row.to;
            text += fmt::format("    {} -> {} [label=\"{}\"];\n", node(machine.name, row.from),
                                node(machine.name, to), label_of(row));
        }
        text += "  }\n";
    }
    return text + "}\n";
}

}  // namespace sara::tools
