#include "tools/coverage/met_report.hpp"

#include "tools/bad_input.hpp"
#include "tools/file_bytes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sara::tools {

namespace {

double share(std::size_t met, std::size_t total) {
    return total == 0 ? 100.0 : 100.0 * static_cast<double>(met) / static_cast<double>(total);
}

CategoryCoverage coverage_of_one(const Category& category, const Met& met) {
    CategoryCoverage found{category.name, category.items.size(), {}, {}};
    const std::string name(category.name);
    std::ranges::copy_if(category.items, std::back_inserter(found.missed),
                         [&](const std::string& item) { return !met.has(name, item); });
    for (const auto& [item, times] : met.of(name)) {
        if (std::ranges::find(category.items, item) == category.items.end())
            found.extra.push_back(item);
    }
    return found;
}

}  // namespace

std::vector<CategoryCoverage> coverage_of(const Met& met) {
    std::vector<CategoryCoverage> all;
    for (const Category& category : universe()) all.push_back(coverage_of_one(category, met));
    return all;
}

double percent_of(const std::vector<CategoryCoverage>& coverage) {
    std::size_t met = 0;
    std::size_t total = 0;
    for (const CategoryCoverage& category : coverage) {
        met += category.met();
        total += category.total;
    }
    return share(met, total);
}

std::string coverage_text(const std::vector<CategoryCoverage>& coverage) {
    std::string text = fmt::format("{:<16} {:>6} {:>6} {:>8}\n", "", "there", "met", "percent");
    std::size_t met = 0;
    std::size_t total = 0;
    for (const CategoryCoverage& category : coverage) {
        met += category.met();
        total += category.total;
        text += fmt::format("{:<16} {:>6} {:>6} {:>7.1f}%\n", category.name, category.total,
                            category.met(), share(category.met(), category.total));
    }
    text += fmt::format("{:<16} {:>6} {:>6} {:>7.1f}%\n", "all", total, met, share(met, total));
    for (const CategoryCoverage& category : coverage) {
        if (category.missed.empty()) continue;
        text +=
            fmt::format("\n{} not met:\n  {}\n", category.name, fmt::join(category.missed, "\n  "));
    }
    for (const CategoryCoverage& category : coverage) {
        if (category.extra.empty()) continue;
        text += fmt::format("\n{} met that are in no table:\n  {}\n", category.name,
                            fmt::join(category.extra, "\n  "));
    }
    return text;
}

nlohmann::ordered_json coverage_json(const Met& met) {
    const auto coverage = coverage_of(met);
    nlohmann::ordered_json missed = nlohmann::ordered_json::object();
    for (const CategoryCoverage& category : coverage)
        missed[std::string(category.name)] = category.missed;
    return {{"percent", percent_of(coverage)}, {"met", met.to_json()}, {"missed", missed}};
}

void write_coverage(const std::string& path, const Met& met) {
    // What a host sent, and what was answered to it, may be any bytes.
    write_file(
        path,
        coverage_json(met).dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n');
}

Met read_coverage(const std::string& path) {
    const std::vector<std::uint8_t> bytes = read_file(path);
    try {
        return Met::of_json(nlohmann::json::parse(bytes.begin(), bytes.end()).at("met"));
    } catch (const nlohmann::json::exception&) {
        throw BadInput(fmt::format("{}: expected what --coverage writes", path));
    }
}

}  // namespace sara::tools
