#include "tools/coverage/universe.hpp"

#include "models/commands/catalogue.hpp"
#include "models/commands/documented_errors.hpp"
#include "models/commands/urcs.hpp"
#include "models/update/effects.hpp"
#include "models/update/install_code.hpp"
#include "tools/reference/state_reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sara::tools {

namespace {

using Items = std::vector<std::string>;

void add_new(Items& items, std::string item) {
    if (std::ranges::find(items, item) == items.end()) items.push_back(std::move(item));
}

Items all_states() {
    Items items;
    for (const NamedMachine& machine : all_machines()) {
        for (const machine::Transition& row : machine.transitions) {
            add_new(items, fmt::format("{}: {}", machine.name, row.from));
            if (!row.to.empty()) add_new(items, fmt::format("{}: {}", machine.name, row.to));
        }
    }
    return items;
}

/// From a state to another, whatever the event: that is what a trace shows.
Items all_transitions() {
    Items items;
    for (const NamedMachine& machine : all_machines()) {
        for (const machine::Transition& row : machine.transitions) {
            if (row.to.empty() || row.to == row.from) continue;
            add_new(items, fmt::format("{}: {} -> {}", machine.name, row.from, row.to));
        }
    }
    return items;
}

Items all_commands() {
    Items items;
    for (const at::Row& row : commands::catalogue().rows()) {
        for (const at::Form form :
             {at::Form::Action, at::Form::Set, at::Form::Read, at::Form::Test}) {
            if (row.forms.has(form)) items.push_back(command_item(row.name, form));
        }
    }
    return items;
}

/// Those that some command answers with, not all that 3GPP has numbers for.
Items all_errors() {
    Items items;
    for (const commands::DocumentedError& error : commands::all_documented_errors()) {
        if (error.family != at::ErrorClass::Plain) items.push_back(text_of(error));
    }
    return items;
}

Items all_urcs() {
    Items items;
    for (const commands::Urc& urc : commands::urcs()) items.emplace_back(urc.name);
    return items;
}

Items all_phases() {
    Items items;
    for (const update::Method method :
         {update::Method::Foat, update::Method::Ufwinstall, update::Method::Ufota}) {
        for (const std::string_view phase : {"validation", "installation"})
            items.push_back(fmt::format("{} {}", name_of(method), phase));
    }
    for (const std::string_view step : {"begin", "refused"})
        items.push_back(fmt::format("{} {}", name_of(update::Method::EasyFlash), step));
    return items;
}

Items all_results() {
    Items items;
    for (const update::InstallCodeRow& row : update::kInstallCodes) {
        if (row.on_r5) items.push_back(result_item(number_of(row.code)));
    }
    return items;
}

}  // namespace

std::string command_item(std::string_view name, at::Form form) {
    static constexpr std::array<std::string_view, 4> kSuffixes = {"", "=", "?", "=?"};
    return fmt::format("{}{}", name, kSuffixes[static_cast<std::size_t>(form)]);
}

std::string result_item(int code) {
    const auto rows = update::kInstallCodes;
    const auto row = std::ranges::find_if(rows, [&](const update::InstallCodeRow& candidate) {
        return number_of(candidate.code) == code;
    });
    return row == rows.end() ? std::to_string(code) : fmt::format("{} {}", code, row->meaning);
}

bool only_begins(std::string_view machine, std::string_view state) {
    static const std::vector<NamedMachine> machines = all_machines();
    const auto named = std::ranges::find(machines, machine, &NamedMachine::name);
    return named != machines.end() &&
           std::ranges::find(named->transitions, state, &machine::Transition::to) ==
               named->transitions.end();
}

const std::vector<Category>& universe() {
    static const std::vector<Category> all = {
        {kStates, all_states()},     {kTransitions, all_transitions()},
        {kCommands, all_commands()}, {kErrors, all_errors()},
        {kUrcs, all_urcs()},         {kPhases, all_phases()},
        {kResults, all_results()},
    };
    return all;
}

}  // namespace sara::tools
