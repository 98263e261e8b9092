#include "tools/reference/command_reference.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>

namespace sara::tools {

namespace {

using nlohmann::json;

std::string_view name_of(at::ParameterType type) {
    static constexpr std::array<std::string_view, 4> kNames = {"number", "text", "hex",
                                                               "number or text"};
    return kNames[static_cast<std::size_t>(type)];
}

double seconds(sim::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

/// E.g. `baudrate (9600,115200; 115200)`, in brackets if it may be left out.
std::string parameter_text(const at::Parameter& parameter) {
    std::string text(parameter.name);
    const bool has_values = !parameter.values.is_any();
    if (has_values || !parameter.initial.empty()) {
        text += fmt::format(" ({}", has_values ? parameter.values.text() : "any");
        if (!parameter.initial.empty()) text += fmt::format("; {}", parameter.initial);
        text += ')';
    }
    return parameter.optional ? '[' + text + ']' : text;
}

/// A vertical bar would end the cell.
std::string cell(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|') safe += '\\';
        safe += c;
    }
    return safe;
}

std::string parameters_text(const at::Row& row) {
    std::string text;
    for (const at::Parameter& parameter : row.parameters) {
        if (!text.empty()) text += ", ";
        text += parameter_text(parameter);
    }
    return text;
}

json to_json(const at::Parameter& parameter) {
    json document{{"name", parameter.name},
                  {"type", name_of(parameter.type)},
                  {"optional", parameter.optional}};
    if (!parameter.values.is_any()) document["values"] = parameter.values.text();
    if (!parameter.initial.empty()) document["default"] = parameter.initial;
    const bool has_length = parameter.type != at::ParameterType::Number;
    if (has_length) document["max_length"] = parameter.max_length;
    return document;
}

json to_json(const at::Row& row) {
    json parameters = json::array();
    for (const at::Parameter& parameter : row.parameters) parameters.push_back(to_json(parameter));
    const at::Attributes& attributes = row.attributes;
    return {{"name", row.name},
            {"forms", row.forms.letters()},
            {"parameters", std::move(parameters)},
            {"persistence", letter_of(attributes.persists)},
            {"needs_pin", attributes.needs_pin},
            {"abortable", attributes.abortable},
            {"prompts", attributes.prompts},
            {"response_time_s", seconds(attributes.response_time)},
            {"source", attributes.source}};
}

}  // namespace

std::string_view letter_of(at::Persists persists) {
    static constexpr std::array<std::string_view, 4> kLetters = {"-", "V", "P", "N"};
    return kLetters[static_cast<std::size_t>(persists)];
}

std::string command_table(const at::Catalogue& catalogue) {
    std::string text =
        "| command | forms | parameters (values; default) | persistence | PIN | response time | "
        "source |\n|---|---|---|---|---|---|---|\n";
    for (const at::Row& row : catalogue.rows()) {
        const at::Attributes& attributes = row.attributes;
        const double longest = seconds(attributes.response_time);
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", row.name, row.forms.letters(),
                            cell(parameters_text(row)), letter_of(attributes.persists),
                            attributes.needs_pin ? "yes" : "no",
                            longest > 0 ? fmt::format("{:g} s", longest) : "at once",
                            cell(attributes.source));
    }
    return text;
}

json commands_as_json(const at::Catalogue& catalogue) {
    json commands = json::array();
    for (const at::Row& row : catalogue.rows()) commands.push_back(to_json(row));
    return commands;
}

}  // namespace sara::tools
