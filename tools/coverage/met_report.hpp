#pragma once

#include "tools/coverage/met.hpp"
#include "tools/coverage/universe.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// One category: what was met of it and, above all, what was not.
struct CategoryCoverage {
    std::string_view name;
    std::size_t total = 0;
    std::vector<std::string> missed;  ///< of the category, in its order
    std::vector<std::string> extra;   ///< met, and not in the module's tables

    std::size_t met() const { return total - missed.size(); }
};

/// Each category of the universe beside what was met.
std::vector<CategoryCoverage> coverage_of(const Met& met);

/// Share of all items that was met, in percent.
double percent_of(const std::vector<CategoryCoverage>& coverage);

/// A table with a row a category, then what no run has met.
std::string coverage_text(const std::vector<CategoryCoverage>& coverage);

/// What `--coverage FILE` writes and `r5sim coverage` reads: "met" with its counts; "missed" and
/// "percent" for whoever looks at it with a program.
nlohmann::ordered_json coverage_json(const Met& met);

/// Writes coverage_json to a file.  Throws BadInput.
void write_coverage(const std::string& path, const Met& met);

/// Reads "met" of such a file.  Throws BadInput.
Met read_coverage(const std::string& path);

}  // namespace sara::tools
