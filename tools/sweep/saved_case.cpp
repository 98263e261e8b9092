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

nlohmann::json pinned_fault(const Pin& pin, const CaseOutcome& outcome, std::size_t n) {
    return {{"name", n == 0 ? "swept" : "swept again"},
            {"when", outcome.when.at(n)},
            {"what", outcome.what},
            {"then", pin.then == sim::Then::Recover ? "recover" : "continue"}};
}

nlohmann::json unpinned_scenario(const sim::Scenario& scenario, const Pin& pin,
                                 const CaseOutcome& outcome) {
    nlohmann::json document = read(scenario.file);
    make_absolute(document, fs::path(scenario.file).parent_path());
    document.erase("$schema");
    document["seed"] = pin.seed;
    document["title"] = fmt::format("{}: {} breaks {}", scenario.title, outcome.id,
                                    outcome.violations.front().what);
    return document;
}

nlohmann::json pinned_scenario(const sim::Scenario& scenario, const Pin& pin,
                               const CaseOutcome& outcome) {
    nlohmann::json document = unpinned_scenario(scenario, pin, outcome);
    for (std::size_t n = 0; n < outcome.when.size(); ++n)
        document["faults"].push_back(pinned_fault(pin, outcome, n));
    return document;
}

std::string save_scenario(const std::string& folder, const sim::Scenario& scenario,
                          const std::string& name, const nlohmann::json& document) {
    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path path =
        fs::path(folder) / fmt::format("{}-{}.json", fs::path(scenario.file).stem().string(), name);
    std::ofstream out(path, std::ios::binary);
    out << document.dump(1) << '\n' << std::flush;
    if (!out) throw BadInput(fmt::format("--save-failures: {}: cannot be written", path.string()));
    return path.string();
}

std::string save_case(const std::string& folder, const sim::Scenario& scenario, const Pin& pin,
                      const CaseOutcome& outcome) {
    return save_scenario(folder, scenario, outcome.id, pinned_scenario(scenario, pin, outcome));
}

}  // namespace sara::tools
