#include "tools/coverage/met.hpp"

#include <nlohmann/json.hpp>

namespace sara::tools {

void Met::add(std::string_view category, const std::string& item, std::uint64_t times) {
    categories_[std::string(category)][item] += times;
}

void Met::merge(const Met& other) {
    for (const auto& [category, items] : other.categories_) {
        for (const auto& [item, times] : items) add(category, item, times);
    }
}

bool Met::has(const std::string& category, const std::string& item) const {
    return of(category).contains(item);
}

const Met::Items& Met::of(const std::string& category) const {
    static const Items kNone;
    const auto found = categories_.find(category);
    return found == categories_.end() ? kNone : found->second;
}

nlohmann::json Met::to_json() const {
    return categories_;
}

Met Met::of_json(const nlohmann::json& document) {
    Met met;
    met.categories_ = document.get<std::map<std::string, Items>>();
    return met;
}

void to_json(nlohmann::json& document, const Met& met) {
    document = met.to_json();
}

void from_json(const nlohmann::json& document, Met& met) {
    met = Met::of_json(document);
}

}  // namespace sara::tools
