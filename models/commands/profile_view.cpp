#include "models/commands/profile_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <string>

namespace sara::commands {

namespace {

using TextOf = std::function<std::string(const at::Row&)>;

// In the order of [at-syntax 2.1].  What other profile settings there are follows the second
// line's.
constexpr auto kBasic = std::to_array<std::string_view>(
    {"&C", "&D", "&K", "&S", "E", "Q", "V", "X", "S0", "S2", "S3", "S4", "S5"});
constexpr auto kExtended = std::to_array<std::string_view>({"+ICF", "+IFC", "+IPR", "+UPSV"});

std::string basic_item(const at::Row& row, std::string_view value) {
    if (!row.is_sparam()) return fmt::format("{}{},", row.name, value);
    return fmt::format("S{:0>2}:{:0>3},", row.name.substr(1), value);
}

std::string basic_line(const at::Catalogue& catalogue, const TextOf& text_of) {
    std::string line;
    for (const std::string_view name : kBasic) {
        const at::Row& row = *catalogue.find(name);
        if (!line.empty()) line += ' ';
        line += basic_item(row, text_of(row));
    }
    return line;
}

// +IFC has no setting of its own: it is &K in other words.
std::string extended_value(const at::Catalogue& catalogue, const at::Row& row,
                           const TextOf& text_of) {
    if (row.name != "+IFC") return text_of(row);
    return text_of(*catalogue.find("&K")) == "0" ? "0,0" : "2,2";
}

bool is_extended_setting(const at::Row& row) {
    return !row.is_basic() && row.attributes.persists == at::Persists::Profile;
}

std::string extended_line(const at::Catalogue& catalogue, const TextOf& text_of) {
    std::string line;
    const auto add = [&](const at::Row& row) {
        if (!line.empty()) line += ' ';
        line += fmt::format("{}:{},", row.name, extended_value(catalogue, row, text_of));
    };
    for (const std::string_view name : kExtended) add(*catalogue.find(name));
    for (const at::Row& row : catalogue.rows()) {
        const bool is_listed = std::ranges::find(kExtended, row.name) != kExtended.end();
        if (is_extended_setting(row) && !is_listed) add(row);
    }
    return line;
}

}  // namespace

at::Reply view_profiles(const at::Settings& settings) {
    const at::Catalogue& catalogue = settings.catalogue();
    const TextOf active = [&](const at::Row& row) { return settings.text(row); };
    const TextOf stored = [&](const at::Row& row) { return settings.stored_text(0, row); };
    return at::Reply::text("ACTIVE PROFILE:")
        .line(basic_line(catalogue, active))
        .line(extended_line(catalogue, active))
        .line("")
        .line("STORED PROFILE 0:")
        .line(basic_line(catalogue, stored))
        .line(extended_line(catalogue, stored));
}

}  // namespace sara::commands
