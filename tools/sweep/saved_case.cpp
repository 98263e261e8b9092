#include "tools/sweep/saved_case.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace sara::tools {

namespace {

namespace fs = std::filesystem;

nlohmann::json read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    nlohmann::json document = nlohmann::json::parse(in, nullptr, false);
    if (document.is_discarded()) throw BadInput(path + ": cannot be read again");
    return document;
}

/// `file` of a payload is relative to the scenario's folder.
void make_absolute(nlohmann::json& document, const fs::path& folder) {
    if (!document.is_structured()) return;
    for (auto& [key, value] : document.items()) {
        std::error_code error;
        if (document.is_object() && key == "file" && value.is_string() &&
            fs::exists(folder / value.get<std::string>(), error)) {
            value = fs::absolute(folder / value.get<std::string>()).string();
        } else {
            make_absolute(value, folder);
        }
    }
}

}  // namespace

nlohmann::json pinned_scenario(const sim::Scenario& scenario, const SweepPlan& plan,
                               const CaseOutcome& outcome) {
    nlohmann::json document = read(scenario.file);
    make_absolute(document, fs::path(scenario.file).parent_path());
    document.erase("$schema");
    document["seed"] = plan.seed.value_or(scenario.seed);
    document["title"] = fmt::format("{}: {} breaks {}", scenario.title, outcome.id,
                                    outcome.violations.front().what);
    std::size_t number = 0;
    for (const nlohmann::json& when : outcome.when) {
        document["faults"].push_back(
            {{"name", ++number == 1 ? "swept" : "swept again"},
             {"when", when},
             {"what", plan.fault},
             {"then", plan.then == sim::Then::Recover ? "recover" : "continue"}});
    }
    return document;
}

std::string save_case(const std::string& folder, const sim::Scenario& scenario,
                      const SweepPlan& plan, const CaseOutcome& outcome) {
    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path path =
        fs::path(folder) /
        fmt::format("{}-{}.json", fs::path(scenario.file).stem().string(), outcome.id);
    std::ofstream out(path, std::ios::binary);
    out << pinned_scenario(scenario, plan, outcome).dump(1) << '\n' << std::flush;
    if (!out) throw BadInput(fmt::format("--save-failures: {}: cannot be written", path.string()));
    return path.string();
}

}  // namespace sara::tools
