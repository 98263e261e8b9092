#include "tools/reference/coverage.hpp"

#include "tools/bad_input.hpp"
#include "tools/reference/command_reference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace sara::tools {

namespace {

constexpr std::string_view kHeading = "command,forms,persistence,pin,priority";
constexpr std::size_t kColumns = 5;
constexpr int kPriorities = 3;

/// Takes the text up to the separator off the front.
std::string_view take_until(std::string_view& rest, char separator) {
    const std::size_t end = rest.find(separator);
    const std::string_view piece = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    return piece;
}

IndexedCommand parse_line(std::string_view line, std::string_view file, std::size_t number) {
    const auto commas = std::ranges::count(line, ',');
    std::array<std::string_view, kColumns> cells;
    std::string_view rest = line;
    for (std::string_view& cell : cells) cell = take_until(rest, ',');
    const std::string_view priority = cells[4];
    const bool is_good = commas == kColumns - 1 && !cells[0].empty() && priority.size() == 1 &&
                         priority[0] >= '1' && priority[0] < '1' + kPriorities;
    if (!is_good) {
        throw BadInput(fmt::format("{}:{}: expected {} with a priority of 1 to {}", file, number,
                                   kHeading, kPriorities));
    }
    return {std::string(cells[0]), std::string(cells[1]), std::string(cells[2]),
            std::string(cells[3]), priority[0] - '0'};
}

/// The letters in the order of the index.
std::string sorted_forms(std::string_view letters) {
    std::string forms;
    for (const char letter : std::string_view("ASRT")) {
        if (letters.find(letter) != letters.npos) forms += letter;
    }
    return forms;
}

void note(std::vector<Difference>& differences, const IndexedCommand& indexed,
          std::string_view property, std::string_view ours, std::string_view theirs) {
    if (theirs == "*" || ours == theirs) return;
    differences.push_back({indexed.name, fmt::format("{} {}, index {}", property, ours, theirs)});
}

void compare_row(std::vector<Difference>& differences, const IndexedCommand& indexed,
                 const at::Row& row) {
    note(differences, indexed, "forms", sorted_forms(row.forms.letters()), indexed.forms);
    note(differences, indexed, "persistence", letter_of(row.attributes.persists),
         indexed.persistence);
    note(differences, indexed, "PIN", row.attributes.needs_pin ? "yes" : "no", indexed.pin);
}

}  // namespace

std::vector<IndexedCommand> parse_index(std::string_view csv, std::string_view file) {
    std::string_view rest = csv;
    if (take_until(rest, '\n') != kHeading) {
        throw BadInput(fmt::format("{}:1: expected the heading {}", file, kHeading));
    }
    std::vector<IndexedCommand> index;
    for (std::size_t number = 2; !rest.empty(); ++number) {
        index.push_back(parse_line(take_until(rest, '\n'), file, number));
    }
    return index;
}

Coverage compare(const std::vector<IndexedCommand>& index, const at::Catalogue& catalogue) {
    Coverage coverage;
    for (int priority = 1; priority <= kPriorities; ++priority) {
        coverage.priorities.push_back({priority, 0, {}});
    }
    for (const IndexedCommand& indexed : index) {
        auto& counted = coverage.priorities[static_cast<std::size_t>(indexed.priority - 1)];
        ++counted.total;
        const at::Row* const row = catalogue.find(indexed.name);
        if (row == nullptr) {
            counted.missing.push_back(indexed.name);
        } else {
            compare_row(coverage.differences, indexed, *row);
        }
    }
    for (const at::Row& row : catalogue.rows()) {
        if (std::ranges::find(index, row.name, &IndexedCommand::name) == index.end()) {
            coverage.not_in_index.emplace_back(row.name);
        }
    }
    return coverage;
}

std::string coverage_text(const Coverage& coverage) {
    std::string text = "| priority | commands | there | missing |\n|---|---|---|---|\n";
    for (const auto& [priority, total, missing] : coverage.priorities) {
        text += fmt::format("| {} | {} | {} | {} |\n", priority, total, total - missing.size(),
                            missing.size());
    }
    for (const auto& [priority, total, missing] : coverage.priorities) {
        if (missing.empty()) continue;
        text += fmt::format("\nMissing of priority {}: {}\n", priority, fmt::join(missing, " "));
    }
    if (!coverage.differences.empty()) text += "\nOther than in the index:\n";
    for (const auto& [name, what] : coverage.differences) {
        text += fmt::format("- {}: {}\n", name, what);
    }
    if (!coverage.not_in_index.empty()) {
        text += fmt::format("\nNot in the index: {}\n", fmt::join(coverage.not_in_index, " "));
    }
    return text;
}

}  // namespace sara::tools
