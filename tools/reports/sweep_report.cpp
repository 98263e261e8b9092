#include "tools/reports/sweep_report.hpp"

#include "tools/bad_input.hpp"
#include "tools/exit_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace sara::tools {

namespace {

using nlohmann::json;

/// What shards of one sweep have in common.
constexpr std::array<std::string_view, 9> kCommonKeys = {"sweep", "file", "title", "seed",  "fault",
                                                         "what",  "at",   "depth", "points"};

void require_same_sweep(const json& first, const json& other) {
    for (const std::string_view key : kCommonKeys) {
        const std::string name(key);
        if (first.at(name) == other.at(name)) continue;
        throw BadInput(fmt::format("shards of different sweeps: \"{}\" is {} and {}", key,
                                   first.at(name).dump(), other.at(name).dump()));
    }
}

void require_all_shards(const std::vector<json>& shards) {
    const std::size_t of = shards.front().at("shard").at("of");
    std::set<std::size_t> numbers;
    for (const json& shard : shards) {
        const std::size_t number = shard.at("shard").at("number");
        if (shard.at("shard").at("of") != of || !numbers.insert(number).second) {
            throw BadInput(fmt::format(
                "shard {} came twice, or is not one of {}; expected each once", number, of));
        }
    }
    if (numbers.size() != of)
        throw BadInput(fmt::format("{} of {} shards; expected each once", numbers.size(), of));
}

/// Counts cases by phase, outcome and verdict, in the order in which those come.
json summary_of(const json& cases) {
    json rows = json::array();
    for (const json& one : cases) {
        const auto row = std::ranges::find_if(rows, [&](const json& known) {
            return known["phase"] == one.at("phase") && known["outcome"] == one.at("outcome") &&
                   known["verdict"] == one.at("verdict");
        });
        if (row != rows.end()) {
            (*row)["cases"] = (*row)["cases"].get<std::size_t>() + 1;
        } else {
            rows.push_back({{"phase", one.at("phase")},
                            {"outcome", one.at("outcome")},
                            {"verdict", one.at("verdict")},
                            {"cases", 1}});
        }
    }
    const auto count = [&](std::string_view verdict) {
        return std::ranges::count_if(cases,
                                     [&](const json& one) { return one.at("verdict") == verdict; });
    };
    return {{"cases", cases.size()},
            {"violated", count("violated")},
            {"invalid", count("invalid")},
            {"phases", rows}};
}

json merged(const std::vector<json>& shards) {
    std::vector<json> cases;
    for (const json& shard : shards) {
        require_same_sweep(shards.front(), shard);
        std::ranges::copy(shard.at("cases"), std::back_inserter(cases));
    }
    require_all_shards(shards);
    std::ranges::stable_sort(cases, {},
                             [](const json& one) { return one.at("index").get<std::size_t>(); });
    json whole = shards.front();
    whole["shard"] = {{"number", 1}, {"of", 1}};
    whole["cases"] = std::move(cases);
    whole["summary"] = summary_of(whole["cases"]);
    return whole;
}

}  // namespace

bool is_sweep_report(const json& document) {
    return document.contains("sweep");
}

json merge_sweep_reports(const std::vector<json>& shards) {
    try {
        return merged(shards);
    } catch (const json::exception& wrong) {
        throw BadInput(fmt::format("not what r5sim sweep --json writes: {}", wrong.what()));
    }
}

int exit_code_of_sweep(const json& document) {
    const json& summary = document.at("summary");
    if (summary.at("violated") != 0) return kFailed;
    return summary.at("invalid") == summary.at("cases") ? kInvalid : kDone;
}

}  // namespace sara::tools
