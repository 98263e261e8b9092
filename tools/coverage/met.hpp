#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace sara::tools {

/// What of the module runs have met: how often each item of each category.  Counts of many runs,
/// processes and machines add up.
class Met {
 public:
    using Items = std::map<std::string, std::uint64_t>;  ///< by name

    void add(std::string_view category, const std::string& item, std::uint64_t times = 1);
    void merge(const Met& other);

    bool has(const std::string& category, const std::string& item) const;

    /// Nothing for a category in which nothing was met.
    const Items& of(const std::string& category) const;

    /// An object a category: counts by item.
    nlohmann::json to_json() const;

    /// Throws nlohmann::json::exception if it is no such object.
    static Met of_json(const nlohmann::json& document);

 private:
    std::map<std::string, Items> categories_;
};

void to_json(nlohmann::json& document, const Met& met);
void from_json(const nlohmann::json& document, Met& met);

}  // namespace sara::tools
