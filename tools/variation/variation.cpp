#include "tools/variation/variation.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sara::tools {

namespace {

struct VaryName {
    Vary vary;
    std::string_view name;
    char id;  ///< first letter of its cases
};

constexpr auto kVaryNames = std::to_array<VaryName>({
    {Vary::Urcs, "urcs", 'i'},
    {Vary::Splits, "splits", 's'},
    {Vary::Errors, "errors", 'x'},
    {Vary::Timing, "timing", 'd'},
});

}  // namespace

Vary parse_vary(std::string_view text) {
    const auto found = std::ranges::find(kVaryNames, text, &VaryName::name);
    if (found != kVaryNames.end()) return found->vary;
    throw BadInput(
        fmt::format("--vary: expected urcs, splits, errors or timing, found '{}'", text));
}

std::string_view name_of(Vary vary) {
    return std::ranges::find(kVaryNames, vary, &VaryName::vary)->name;
}

std::optional<Vary> vary_of_case(std::string_view id) {
    const auto found = std::ranges::find(kVaryNames, id.empty() ? ' ' : id.front(), &VaryName::id);
    if (found == kVaryNames.end()) return std::nullopt;
    return found->vary;
}

}  // namespace sara::tools
