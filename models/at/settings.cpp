#include "models/at/settings.hpp"

#include "models/at/tokens.hpp"
#include "sim/expect.hpp"

#include <charconv>
#include <iterator>
#include <optional>

namespace sara::at {

namespace {

void append(std::string& text, ParameterType type, std::string_view value) {
    const bool quoted = type != ParameterType::Number && !value.empty();
    if (quoted) text += '"';
    text += value;
    if (quoted) text += '"';
}

bool is_in_profile(const Row& row) {
    return row.attributes.persists == Persists::Profile;
}

}  // namespace

std::string to_text(std::span<const Argument> arguments) {
    std::size_t count = arguments.size();
    while (count > 0 && arguments[count - 1].kind == Argument::Kind::Absent) --count;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += ',';
        const Argument& argument = arguments[i];
        if (argument.kind == Argument::Kind::Number) {
            std::array<char, 20> digits{};
            const auto end = std::to_chars(digits.begin(), digits.end(), argument.number).ptr;
            text.append(digits.begin(), end);
        } else if (argument.kind == Argument::Kind::Text) {
            text += '"';
            text += argument.text;
            text += '"';
        }
    }
    return text;
}

std::string factory_text(const Row& row) {
    std::size_t count = row.parameters.size();
    while (count > 0 && row.parameters[count - 1].initial.empty()) --count;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += ',';
        append(text, row.parameters[i].type, row.parameters[i].initial);
    }
    return text;
}

Settings::Settings(const Catalogue& catalogue, storage::Nvm& nvm)
    : catalogue_(catalogue), nvm_(nvm), values_(catalogue.kept_count()) {
    for (const Row& row : catalogue_.rows()) {
        if (row.attributes.persists == Persists::Volatile) values_[row.kept_as] = factory_text(row);
    }
    load_profile(nvm_.boot_profile());
}

const Row& Settings::row_of(std::string_view name) const {
    const Row* row = catalogue_.find(name);
    SARA_EXPECT(row != nullptr && row->is_setting(), "a setting is asked for by its command");
    return *row;
}

std::string Settings::text(const Row& row) const {
    SARA_EXPECT(row.is_setting(), "only settings have values");
    if (row.is_kept()) return values_[row.kept_as];
    const std::optional<std::string> stored = nvm_.get(row.name);
    return stored ? *stored : factory_text(row);
}

std::int64_t Settings::number(std::string_view name, std::size_t position) const {
    const std::string parameters = text(name);
    Tokens tokens(parameters);
    for (; position > 0 && !tokens.is_at_end(); --position) tokens.next();
    const Token token = tokens.next();
    std::int64_t value = 0;
    std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
    return value;
}

bool Settings::set(const Row& row, std::string_view parameters) {
    SARA_EXPECT(row.is_setting(), "only settings have values");
    ++revision_;
    if (row.attributes.persists == Persists::Nvm) return nvm_.set(row.name, parameters);
    values_[row.kept_as] = parameters;
    return true;
}

void Settings::take_over(const Settings& other) {
    values_ = other.values_;
    ++revision_;
}

void Settings::load_factory() {
    ++revision_;
    for (const Row& row : catalogue_.rows()) {
        if (is_in_profile(row)) values_[row.kept_as] = factory_text(row);
    }
}

void Settings::load_profile(int profile) {
    load_factory();
    const std::optional<storage::Settings> stored = nvm_.profile(profile);
    if (!stored) return;
    for (const auto& [name, parameters] : *stored) {
        const Row* row = catalogue_.find(name);
        if (row != nullptr && is_in_profile(*row)) values_[row->kept_as] = parameters;
    }
}

bool Settings::store_profile(int profile) {
    storage::Settings stored;
    for (const Row& row : catalogue_.rows()) {
        if (is_in_profile(row)) stored.emplace(row.name, values_[row.kept_as]);
    }
    return nvm_.store_profile(profile, stored);
}

std::string Settings::stored_text(int profile, const Row& row) const {
    const std::optional<storage::Settings> stored = nvm_.profile(profile);
    if (!stored) return factory_text(row);
    const auto found = stored->find(row.name);
    return found == stored->end() ? factory_text(row) : found->second;
}

}  // namespace sara::at
