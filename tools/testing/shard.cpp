#include "tools/testing/shard.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace sara::tools {

namespace {

/// How a system tells its parallel jobs apart.
struct CiVariables {
    const char* index;
    const char* total;
    const char* first;  ///< the variable with the first index; nullptr: `first_index`
    std::size_t first_index;
};
constexpr auto kCiVariables = std::to_array<CiVariables>({
    {"CI_NODE_INDEX", "CI_NODE_TOTAL", nullptr, 1},
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN", 0},
    {"JOB_COMPLETION_INDEX", "R5SIM_SHARDS", nullptr, 0},
});

std::optional<std::size_t> count_in(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::size_t> variable(const char* name) {
    const char* const text = name == nullptr ? nullptr : std::getenv(name);
    if (text == nullptr) return std::nullopt;
    const auto value = count_in(text);
    if (!value) throw BadInput(fmt::format("--shard auto: {}={}: expected a number", name, text));
    return value;
}

Shard checked(std::size_t number, std::size_t first, std::size_t of, const std::string& text) {
    if (number < first || number - first >= of) {
        throw BadInput(fmt::format("--shard {}: no such shard; expected one from {} to {} of {}",
                                   text, first, first + of - 1, of));
    }
    return {number - first, of};
}

Shard shard_of_environment() {
    for (const CiVariables& row : kCiVariables) {
        const auto index = variable(row.index);
        if (!index) continue;
        const auto total = variable(row.total);
        if (!total || *total == 0) {
            throw BadInput(fmt::format("--shard auto: {} is set, but not {}; expected both",
                                       row.index, row.total));
        }
        return checked(*index, variable(row.first).value_or(row.first_index), *total, "auto");
    }
    return {};
}

}  // namespace

Shard parse_shard(const std::string& text) {
    if (text == "auto") return shard_of_environment();
    const std::size_t slash = text.find('/');
    const auto number = count_in(std::string_view(text).substr(0, slash));
    const auto of = slash == std::string::npos ? std::nullopt
                                               : count_in(std::string_view(text).substr(slash + 1));
    if (!number || !of || *of == 0) {
        throw BadInput(fmt::format(
            "--shard {}: no shard; expected a number and how many, e.g. 1/4, or auto", text));
    }
    return checked(*number, 1, *of, text);
}

}  // namespace sara::tools
