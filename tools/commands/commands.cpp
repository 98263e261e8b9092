#include "tools/commands/commands.hpp"

#include "models/commands/catalogue.hpp"
#include "sim/trace.hpp"
#include "tools/file_bytes.hpp"
#include "tools/reference/command_reference.hpp"
#include "tools/reference/coverage.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace sara::tools {

namespace {

struct CommandsOptions {
    bool json = false;
    std::string index;
};

void print_coverage(const std::string& file) {
    const auto bytes = read_file(file);
    const auto index = parse_index(sim::as_text(bytes), file);
    fmt::print("{}", coverage_text(compare(index, commands::catalogue())));
}

void print(const CommandsOptions& options) {
    if (!options.index.empty()) {
        print_coverage(options.index);
    } else if (options.json) {
        fmt::print("{}\n", commands_as_json(commands::catalogue()).dump(2));
    } else {
        fmt::print("{}", command_table(commands::catalogue()));
    }
}

}  // namespace

void add_commands_command(CLI::App& app) {
    CLI::App* const command = app.add_subcommand("commands", "The reference of AT commands");
    const auto options = std::make_shared<CommandsOptions>();
    auto* const json = command->add_flag("--json", options->json, "As JSON");
    command
        ->add_option("--coverage", options->index,
                     "Compare with an index: command,forms,persistence,pin,priority")
        ->excludes(json);
    command->callback([options] { print(*options); });
}

}  // namespace sara::tools
