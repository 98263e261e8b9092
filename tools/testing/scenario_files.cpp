#include "tools/testing/scenario_files.hpp"

#include "tools/bad_input.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace sara::tools {

namespace {

namespace fs = std::filesystem;

bool is_scenario(const fs::directory_entry& entry) {
    return entry.is_regular_file() && entry.path().extension() == ".json" &&
           entry.path().filename() != "schema.json";
}

std::vector<std::string> files_below(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (is_scenario(*at)) files.push_back(at->path().string());
    }
    if (error) throw BadInput(folder + ": " + error.message());
    if (files.empty()) throw BadInput(folder + ": no scenario (*.json) in this folder");
    std::ranges::sort(files);  // a folder's own order differs from machine to machine
    return files;
}

}  // namespace

std::vector<std::string> scenario_files(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            std::ranges::copy(files_below(path), std::back_inserter(files));
        } else if (fs::exists(path, error)) {
            files.push_back(path);
        } else {
            throw BadInput(path + ": no such file or folder");
        }
    }
    return files;
}

std::vector<sim::Scenario> load_scenarios(const std::vector<std::string>& paths,
                                          const std::string& filter, const sim::World& world) {
    std::vector<sim::Scenario> scenarios;
    for (const std::string& file : scenario_files(paths)) {
        sim::Scenario scenario = sim::load_scenario(file, world);
        if (file.find(filter) != std::string::npos ||
            scenario.title.find(filter) != std::string::npos)
            scenarios.push_back(std::move(scenario));
    }
    if (scenarios.empty())
        throw BadInput(filter + ": no scenario has this in its file name or title");
    return scenarios;
}

}  // namespace sara::tools
